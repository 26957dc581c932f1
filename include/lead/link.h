/*
 * Links to commits on the pages of a forge, made from a template with "{commit}" in it. Pure text; nothing is looked up.
 */
#ifndef LEAD_LINK_H
#define LEAD_LINK_H

#include "lead/text.h"

/* Appends the template of the forge that the URL of a remote names; false, with nothing appended, if its pages are not known. */
bool link_template_of(struct buf *out, struct text remote);
/* http or https, a host without user and password, "{commit}" once behind it, and no letter but those of URLs. */
bool link_is_template(struct text template);
/* Appends the link; template has to be one. commit: hex digits. */
void link_add(struct buf *out, struct text template, struct text commit);

#endif
