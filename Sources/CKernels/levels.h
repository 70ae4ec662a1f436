/* Compiles a body once for each level, LANES doubles a vector, its functions named by LEVEL. BODY is
   the file; AT_LEVEL calls one of them. Included once a file. */

#define LEVEL(name) name##_baseline
#define LANES 2
#include BODY
#undef LEVEL
#undef LANES

#if defined(__x86_64__)

#pragma clang attribute push(__attribute__((target("avx2"))), apply_to = function)
#define LEVEL(name) name##_avx2
#define LANES 4
#include BODY
#undef LEVEL
#undef LANES
#pragma clang attribute pop

#pragma clang attribute push(__attribute__((target("avx512f"))), apply_to = function)
#define LEVEL(name) name##_avx512
#define LANES 8
#include BODY
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
