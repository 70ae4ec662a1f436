#include "CKernels.h"

/* Without this the compiler may fuse a product and a sum into one rounding where the processor can,
   and results would depend on the machine. */
#pragma STDC FP_CONTRACT OFF

/* The body is compiled once for each level: LANES doubles a vector, TILE_ROWS rows and
   TILE_VECTORS vectors of C held in registers at a time. */

#define LEVEL(name) name##_baseline
#define LANES 2
#define TILE_ROWS 4
#define TILE_VECTORS 2
#include "gemm_body.h"
#undef LEVEL
#undef LANES
#undef TILE_ROWS
#undef TILE_VECTORS

#if defined(__x86_64__)

#pragma clang attribute push(__attribute__((target("avx2"))), apply_to = function)
#define LEVEL(name) name##_avx2
#define LANES 4
#define TILE_ROWS 4
#define TILE_VECTORS 2
#include "gemm_body.h"
#undef LEVEL
#undef LANES
#undef TILE_ROWS
#undef TILE_VECTORS
#pragma clang attribute pop

#pragma clang attribute push(__attribute__((target("avx512f"))), apply_to = function)
#define LEVEL(name) name##_avx512
#define LANES 8
#define TILE_ROWS 8
#define TILE_VECTORS 3
#include "gemm_body.h"
#undef LEVEL
#undef LANES
#undef TILE_ROWS
#undef TILE_VECTORS
#pragma clang attribute pop

#endif

void ck_gemm(
    ck_level level, size_t m, size_t n, size_t k, ck_matrix a, ck_matrix b, double *c,
    ptrdiff_t c_row_stride, bool accumulate, double *workspace) {
  switch (level) {
#if defined(__x86_64__)
  case ck_level_avx512:
    gemm_avx512(m, n, k, a, b, c, c_row_stride, accumulate, workspace);
    return;
  case ck_level_avx2:
    gemm_avx2(m, n, k, a, b, c, c_row_stride, accumulate, workspace);
    return;
#endif
  default:
    gemm_baseline(m, n, k, a, b, c, c_row_stride, accumulate, workspace);
  }
}
