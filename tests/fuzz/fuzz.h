/*
 * What every fuzz target shares. A target is one file fuzz_<name>.c with LLVMFuzzerTestOneInput, and a folder of inputs
 * corpus/fuzz_<name>/. It is linked with clang's fuzzer to look for new inputs, or with replay.c to run the known ones.
 */
#ifndef FUZZ_H
#define FUZZ_H

#include <stddef.h>
#include <stdint.h>
#include "lead/error.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A property that must hold for every input; a broken one ends the process, which is what a fuzzer looks for. */
#define FUZZ_CHECK(condition) ((condition) ? (void)0 : error_bug(__FILE__, __LINE__, "%s does not hold", #condition))

#endif
