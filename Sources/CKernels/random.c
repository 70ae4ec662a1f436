#include "CKernels.h"

#include <math.h>
#include <string.h>

#pragma STDC FP_CONTRACT OFF

/* Numbers whose logarithms are taken together. */
enum { log_count = 256 };

#define BODY "random_body.h"
#include "levels.h"

void ck_random_advance(ck_level level, uint32_t *words, uint32_t *outputs) {
  AT_LEVEL(level, advance, words, outputs)
}

void ck_normal_pairs(ck_level level, ck_random *random, size_t pairs, double *y) {
  AT_LEVEL(level, normal_pairs, random, pairs, y)
}
