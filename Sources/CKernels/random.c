#include "CKernels.h"

#include <math.h>
#include <string.h>

#pragma STDC FP_CONTRACT OFF

#define BODY "random_body.h"
#include "levels.h"

void ck_random_advance(ck_level level, uint32_t *words, uint32_t *outputs) {
  AT_LEVEL(level, advance, words, outputs)
}

void ck_normal_pairs(ck_level level, ck_random *random, size_t pairs, double *y) {
  AT_LEVEL(level, normal_pairs, random, pairs, y)
}
