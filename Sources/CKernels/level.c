#include "CKernels.h"

ck_level ck_best_level(void) {
#if defined(__x86_64__)
  __builtin_cpu_init();
  if (__builtin_cpu_supports("avx512f")) return ck_level_avx512;
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) return ck_level_avx2;
#endif
  return ck_level_baseline;
}

bool ck_fuses(ck_level level) {
#ifdef __FP_FAST_FMA
  (void)level;
  return true;
#else
  return level != ck_level_baseline;
#endif
}
