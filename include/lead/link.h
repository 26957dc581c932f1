/*
 * Links to commits on the pages of a forge, made from a template with "{commit}" in it, and what a repository is called. Pure text;
 * nothing is looked up.
 */
#ifndef LEAD_LINK_H
#define LEAD_LINK_H

#include "lead/config.h"
#include "lead/text.h"

/* Appends the template of the forge that the URL of a remote names; false, with nothing appended, if its pages are not known. */
bool link_template_of(struct buf *out, struct text remote);
/* http or https, a host without user and password, "{commit}" once behind it, and no letter but those of URLs. */
bool link_is_template(struct text template);
/* Appends the link; template has to be one. commit: hex digits. */
void link_add(struct buf *out, struct text template, struct text commit);

/*
 * The project that the URL of a remote names, "group/name", borrowed; empty for a path on this machine. What stands before it in
 * addresses alone is left out: "scm/" of Bitbucket Data Center, "a/" of Gerrit.
 */
struct text link_project(struct text remote);
/* Whether it is of that project, in whatever case, with what stands before it or without. */
bool link_is_of_project(struct text remote, struct text project);

/*
 * What readers call a repository, borrowed from an argument: its label where an organisation's file has it, else the last part of
 * its remote ("git@host:group/name.git" and "https://host/name/" are "name"), else in an organisation its label, else the first 12
 * letters of its key, which say what history it is.
 */
struct text link_label(const struct config *config, struct text key, struct text label, struct text remote);

#endif
