#include "CKernels.h"

#include <math.h>
#include <string.h>

#pragma STDC FP_CONTRACT OFF

#define LEVEL(name) name##_baseline
#define LANES 2
#include "random_body.h"
#undef LEVEL
#undef LANES

#if defined(__x86_64__)

#pragma clang attribute push(__attribute__((target("avx2"))), apply_to = function)
#define LEVEL(name) name##_avx2
#define LANES 4
#include "random_body.h"
#undef LEVEL
#undef LANES
#pragma clang attribute pop

#pragma clang attribute push(__attribute__((target("avx512f"))), apply_to = function)
#define LEVEL(name) name##_avx512
#define LANES 8
#include "random_body.h"
#undef LEVEL
#undef LANES
#pragma clang attribute pop

#define AT_LEVEL(level, name, ...)                                                                 \
  switch (level) {                                                                                 \
  case ck_level_avx512: return name##_avx512(__VA_ARGS__);                                         \
  case ck_level_avx2: return name##_avx2(__VA_ARGS__);                                             \
  default: return name##_baseline(__VA_ARGS__);                                                    \
  }

#else
#define AT_LEVEL(level, name, ...) return name##_baseline(__VA_ARGS__);
#endif

void ck_random_advance(ck_level level, uint32_t *words, uint32_t *outputs) {
  AT_LEVEL(level, advance, words, outputs)
}

void ck_normal_pairs(ck_level level, ck_random *random, size_t pairs, double *y) {
  AT_LEVEL(level, normal_pairs, random, pairs, y)
}
