#include "CKernels.h"

/* Without this the compiler may fuse a product and a sum into one rounding where the processor can,
   and results would depend on the machine. */
#pragma STDC FP_CONTRACT OFF

#define BODY "gemm_body.h"
#include "levels.h"

void ck_gemm(
    ck_level level, size_t m, size_t n, size_t k, ck_matrix a, ck_matrix b, double *c,
    ptrdiff_t c_row_stride, bool accumulate, double *workspace) {
  AT_LEVEL(level, gemm, m, n, k, a, b, c, c_row_stride, accumulate, workspace)
}
