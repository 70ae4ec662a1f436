/* Compiles a body once for each level, LANES doubles a vector, its functions named by LEVEL. HAS_FMA
   says whether the processor has a fused multiply-add. BODY is the file; AT_LEVEL calls one of them.
   Included once a file. */

#define inlined static inline __attribute__((always_inline))
#define unroll _Pragma("clang loop unroll(full)")

/* What vectors_body.h defines, for vectors as wide as the processor's. */
#define WIDTH LANES
#define NAME(name) LEVEL(name)
#define vector NAME(vector)
#define integers NAME(integers)

#define LEVEL(name) name##_baseline
#define LANES 2
#ifdef __FP_FAST_FMA
#define HAS_FMA 1
#else
#define HAS_FMA 0
#endif
#include "vectors_body.h"
#include BODY
#undef LEVEL
#undef LANES
#undef HAS_FMA

#if defined(__x86_64__)

#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#define LEVEL(name) name##_avx2
#define LANES 4
#define HAS_FMA 1
#include "vectors_body.h"
#include BODY
#undef LEVEL
#undef LANES
#undef HAS_FMA
#pragma clang attribute pop

#pragma clang attribute push(__attribute__((target("avx512f"))), apply_to = function)
#define LEVEL(name) name##_avx512
#define LANES 8
#define HAS_FMA 1
#include "vectors_body.h"
#include BODY
#undef LEVEL
#undef LANES
#undef HAS_FMA
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
