/* Short words for figures, so that a row fits a terminal. Private to this room. */
#ifndef REPORT_LABELS_H
#define REPORT_LABELS_H

/* The words for a metric id; NULL if there are none. Static storage; at most 24 columns. */
const char *label_find(const char *id);

#endif
