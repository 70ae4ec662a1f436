/* Loops in C that are compiled once for each instruction set and chosen at run time.

   Every level gives the same bits: products and sums are rounded one by one (no fused
   multiply-add), and each entry is summed in one fixed order, whatever the width of a vector. */
#ifndef CKERNELS_H
#define CKERNELS_H

#include <stdbool.h>
#include <stddef.h>

/* The instruction sets the loops are compiled for, from narrow to wide. */
typedef enum __attribute__((enum_extensibility(closed))) {
  ck_level_baseline = 0, /* what every processor of this architecture has; SSE2 on x86-64 */
  ck_level_avx2 = 1,
  ck_level_avx512 = 2
} ck_level;

/* The widest level this processor can run. */
ck_level ck_best_level(void);

/* A matrix in memory: entry (i, j) is values[i * row_stride + j * column_stride].
   Exchanging the strides transposes it. */
typedef struct {
  const double *values;
  ptrdiff_t row_stride, column_stride;
} ck_matrix;

/* The largest inner size of one call of `ck_gemm`, and the number of rows with which a copy of A
   stays in the cache. */
enum { ck_gemm_inner = 256, ck_gemm_rows = 256 };

/* C = A·B, or C += A·B: one block of a matrix product.

   A is m×k, B is k×n, C is m×n with contiguous rows `c_row_stride` apart and overlaps neither.
   Each entry is its start value (0, or what C holds) plus a[i][p]·b[p][j] for p = 0, 1, ... k-1,
   in this order. `k` is at most `ck_gemm_inner`.

   `workspace` is NULL or has room for m·k values: then A is first copied into it in the order of
   use, which pays when C has many columns. */
void ck_gemm(
    ck_level level, size_t m, size_t n, size_t k, ck_matrix a, ck_matrix b, double *c,
    ptrdiff_t c_row_stride, bool accumulate, double *workspace);

/// Asks the allocator to keep freed memory, up to `limit` bytes at the end of the heap.
void ck_keep_freed_blocks(size_t limit);

#endif
