#include "CKernels.h"

/* A product and a sum are fused into one rounding where we say so, and nowhere else. */
#pragma STDC FP_CONTRACT OFF

/* Memory that will be read: the addresses of what comes next and of what lies behind. */
typedef struct {
  uintptr_t next, end;
} coming;

/* What is read after a block, fetched while the block is computed: it comes from farther than the
   processor looks ahead. */
typedef struct {
  coming left, right;
} ahead;

/* Blocks from this many entries on are not in the first cache when their turn comes. */
enum { worth_fetching = 4096 };

/* What comes after a block of a matrix: where the block is one piece of memory, the next one lies
   right behind it. If there is none, nothing is lost but the asking. */
static coming after(size_t rows, size_t columns, ck_matrix block) {
  const bool is_one_piece =
      block.row_stride == (ptrdiff_t)columns || block.column_stride == (ptrdiff_t)rows;
  const size_t count = is_one_piece && rows * columns >= worth_fetching ? rows * columns : 0;
  const uintptr_t end = (uintptr_t)(block.values + rows * columns);
  return (coming){end, end + count * sizeof(double)};
}

/* Asks for the next two lines of the cache. */
static inline void fetch(coming *memory) {
  enum { line = 64 };
  if (memory->next >= memory->end) return;
  __builtin_prefetch((const void *)memory->next);
  __builtin_prefetch((const void *)(memory->next + line));
  memory->next += 2 * line;
}

#define BODY "gemm_body.h"
#include "levels.h"

void ck_gemm(
    ck_level level, size_t m, size_t n, size_t k, ck_matrix a, ck_matrix b, double *c,
    ptrdiff_t c_row_stride, bool accumulate, double *workspace) {
  AT_LEVEL(level, gemm, m, n, k, a, b, c, c_row_stride, accumulate, workspace)
}
