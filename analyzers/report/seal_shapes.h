/*
 * The structs of the model as the codec knows them, a zero a field: where a field is added, the literal misses one, and the build
 * fails here. Then the field goes into its codec function, SEAL_FORMAT is raised, and the zero is added. Private to this room.
 */
#ifndef REPORT_SEAL_SHAPES_H
#define REPORT_SEAL_SHAPES_H

#include "lead/report.h"
#include "seal_codec.h"

#if defined(__GNUC__)
#pragma GCC diagnostic push
#pragma GCC diagnostic error "-Wmissing-field-initializers"
#endif

#define SHAPE(type, ...)                                              \
	_Static_assert(sizeof((type){ __VA_ARGS__ }) == sizeof(type), \
	               "a field of " #type " is in no function of the codec of sealed reports")
#define ZERO_5 0, 0, 0, 0, 0
#define ZERO_10 ZERO_5, ZERO_5

/* ---- seal_parts.c ---- */
SHAPE(struct period, 0, 0);
SHAPE(struct figure, ZERO_10, 0, 0, 0);
SHAPE(struct pattern_number, ZERO_5);
SHAPE(struct finding, ZERO_10, 0, 0, { { 0 } }, 0);
SHAPE(struct strength, 0, 0, 0, { { 0 } }, 0);
SHAPE(struct report_series, 0, 0, 0, { { 0 } });
SHAPE(struct report_decision, ZERO_10);
SHAPE(struct report_area, ZERO_5);
SHAPE(struct report_membership, 0, 0, 0, 0);
SHAPE(struct report_excluded, 0, 0, 0);
SHAPE(struct report_proof_line, ZERO_5);
SHAPE(struct report_proofs, 0, 0, 0, 0);
SHAPE(struct report_headline, ZERO_5, 0, 0);
SHAPE(struct report_matrix, 0, 0, 0, 0);
SHAPE(struct report_knowledge, ZERO_5, 0);
SHAPE(struct report_channel, 0, 0, 0);
SHAPE(struct interval, 0, 0);
SHAPE(struct report_coverage, 0, 0, 0, { 0 }, ZERO_5, 0, 0, 0, 0);
SHAPE(struct report_repository, ZERO_10, ZERO_5);

/* ---- seal_model.c ---- */
SHAPE(struct report_person, ZERO_5, 0, 0, 0, { 0 }, ZERO_10, ZERO_10, 0, 0, 0, 0);
SHAPE(struct report_team, 0, 0, { 0 }, ZERO_10, { 0 }, { 0 }, ZERO_5, 0, 0, 0, 0);
SHAPE(struct report_period, { 0 }, 0, 0, 0, 0);
SHAPE(struct report, { 0 }, 0, { 0 }, ZERO_5, 0, 0, 0, { 0 }, 0, 0, { { { 0 }, 0, 0, 0, 0 } }, ZERO_10);
SHAPE(struct seal_person, 0, 0, 0);
SHAPE(struct seal_sighting, 0, 0, 0, 0);
SHAPE(struct seal_top, 0, 0);
SHAPE(struct seal_segment, 0, 0, 0);
SHAPE(struct seal_context, ZERO_10, 0, 0);

#undef SHAPE
#undef ZERO_5
#undef ZERO_10
#if defined(__GNUC__)
#pragma GCC diagnostic pop
#endif

#endif
