#include "CKernels.h"

ck_level ck_best_level(void) {
#if defined(__x86_64__)
  __builtin_cpu_init();
  if (__builtin_cpu_supports("avx512f")) return ck_level_avx512;
  if (__builtin_cpu_supports("avx2")) return ck_level_avx2;
#endif
  return ck_level_baseline;
}
