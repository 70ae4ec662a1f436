/* Loops in C that are compiled once for each instruction set and chosen at run time.

   Each entry is summed in one fixed order, whatever the width of a vector, and products and sums are
   rounded one by one: every level gives the same bits. The matrix product alone fuses a product and
   its sum into one rounding where the processor can: there all levels that do give the same bits. */
#ifndef CKERNELS_H
#define CKERNELS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The instruction sets the loops are compiled for, from narrow to wide. */
typedef enum __attribute__((enum_extensibility(closed))) {
  ck_level_baseline = 0, /* what every processor of this architecture has; SSE2 on x86-64 */
  ck_level_avx2 = 1,
  ck_level_avx512 = 2
} ck_level;

/* The widest level this processor can run. */
ck_level ck_best_level(void);

/* Whether the matrix product at a level fuses: AVX2, AVX-512, and the baseline of processors that all
   have a fused multiply-add, as 64-bit ARM. */
bool ck_fuses(ck_level level);

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
   in this order, each with one rounding where the level fuses and with two elsewhere. `k` is at most
   `ck_gemm_inner`.

   `workspace` is NULL or has room for m·k values: then A is first copied into it in the order of
   use, which pays when C has many columns. */
void ck_gemm(
    ck_level level, size_t m, size_t n, size_t k, ck_matrix a, ck_matrix b, double *c,
    ptrdiff_t c_row_stride, bool accumulate, double *workspace);

/* The operations on each number alone, under the names of the operation table; the last ones are
   some of them in one loop: max(c, a + b), (a > b)·c, b - a², (b - a²)·c. */
#define CK_OPERATIONS(DO)                                                                          \
  DO(copy) DO(add) DO(subtract) DO(multiply) DO(divide) DO(negate) DO(power) DO(exp) DO(log)       \
  DO(log1p) DO(expm1) DO(sqrt) DO(sin) DO(cos) DO(tan) DO(sind) DO(cosd) DO(tanh) DO(erf) DO(abs)  \
  DO(sign) DO(floor) DO(round) DO(not) DO(maximum) DO(minimum) DO(equal) DO(not_equal) DO(less)    \
  DO(less_or_equal) DO(greater) DO(greater_or_equal) DO(and) DO(or) DO(where)           \
  DO(maximum_of_sum) DO(product_if_greater) DO(rest_of_square) DO(product_with_rest)

#define CK_OPERATION(name) ck_operation_##name,
typedef enum __attribute__((enum_extensibility(closed))) {
  CK_OPERATIONS(CK_OPERATION) ck_operation_count
} ck_operation;
#undef CK_OPERATION

/* Its name; NULL from `ck_operation_count` on. */
const char *ck_operation_name(ck_operation operation);

/* The functions of one number, as the loops compute them: within 4 units in the last place. */
double ck_exp(double x);
double ck_log(double x);
double ck_tanh(double x);
/* Angles in degrees, exact at multiples of 90. */
double ck_sind(double x);
double ck_cosd(double x);
double ck_log1p(double x);
double ck_expm1(double x);
double ck_sin(double x);
double ck_cos(double x);
double ck_tan(double x);
double ck_erf(double x);
double ck_power(double a, double b);

/* Numbers one after another, or one number again and again. */
typedef struct {
  const double *values;
  bool repeats;
} ck_operand;

/* y[i] = operation(a[i], b[i], c[i]) for n numbers; `y` may be one of the operands. Operands the
   operation does not have must still name readable memory of that size. */
void ck_apply(
    ck_level level, ck_operation operation, size_t n, ck_operand a, ck_operand b, ck_operand c,
    double *y);

/* The sum of n numbers: number i is added to running total i mod 16, and the sixteen totals are
   added in halves, total l + h to total l for h = 8, 4, 2, 1. */
double ck_sum(ck_level level, size_t n, const double *x);

/* Adds each row of n numbers, rows `stride` apart, to y, the first row first. */
void ck_sum_rows(
    ck_level level, size_t rows, size_t n, ptrdiff_t stride, const double *x, double *y);

/* The longest row `ck_softmax` takes. */
enum { ck_softmax_row = 1024 };

/* softmax, or its logarithm, of each of some rows of 1 to `ck_softmax_row` numbers, after taking
   away the row's largest. Exponentials are summed in order up to 15 numbers, as by `ck_sum` from 16
   on. */
void ck_softmax(
    ck_level level, size_t rows, size_t n, const double *x, double *y, bool is_logarithm);

/* What a reader wants to know of many numbers; those that are not finite do not count. */
typedef struct {
  double count, mean;
  /* Squared distances from the mean, added up. */
  double squares;
  double smallest, largest;
} ck_summary;

ck_summary ck_summarise(ck_level level, size_t n, const double *x);

/* The most bins of a histogram, and its slots: the bins and five more. */
enum { ck_histogram_bins = 1024, ck_histogram_slots = ck_histogram_bins + 5 };

/* Where numbers are counted: slot 0 is -infinity, 1 what is below the first bin, from 2 on the bins,
   then what is above, +infinity, and what is no number. Slot s holds bounds[s] <= x < bounds[s + 1];
   there are bins + 6 bounds, of which the first is -infinity, the second the lowest finite number,
   the fourth from last what follows the upper end of the last bin, then +infinity, and two that are
   no numbers. */
typedef struct {
  const double *bounds;
  size_t bins;
} ck_slots;

/* Adds how many of n numbers, at most 2^31, lie in each slot. `scale` is how many bins fit into 1
   where all are equally wide, which makes it faster and changes no count; 0 elsewhere. */
void ck_histogram(
    ck_level level, size_t n, const double *x, ck_slots slots, double scale, uint32_t *counts);

/* How many numbers are 0, and how many are below `low` or above `high`. */
typedef struct {
  size_t zeros, outside;
} ck_tally;

ck_tally ck_count(ck_level level, size_t n, const double *x, double low, double high);

/* The words of MT19937 (Matsumoto and Nishimura 1998). */
enum { ck_random_words = 624 };

/* A generator: its words, the words as they are given out, and how many of these have been. */
typedef struct {
  uint32_t *words, *outputs;
  size_t position;
} ck_random;

/* Makes the next outputs, all at once. */
void ck_random_advance(ck_level level, uint32_t *words, uint32_t *outputs);

/* Pairs of normal numbers by Marsaglia's polar method, drawn one after another. */
void ck_normal_pairs(ck_level level, ck_random *random, size_t pairs, double *y);

/* Where an instruction finds an operand while it walks through a long row tile by tile. */
typedef enum __attribute__((enum_extensibility(closed))) {
  ck_place_number, /* one number, the same for all */
  ck_place_tile,   /* room for one tile */
  ck_place_memory, /* as long as the row */
  ck_place_block   /* as long as the block of the row that is worked on */
} ck_place_kind;

typedef struct {
  double *values;
  ck_place_kind kind;
} ck_place;

typedef enum __attribute__((enum_extensibility(closed))) {
  ck_instruction_apply,
  ck_instruction_spread,      /* y[i] = a[i / run % count] */
  ck_instruction_spread_once, /* the same, where every tile would be filled alike */
  ck_instruction_sum_rows     /* adds the rows of `count` numbers of a tile to y */
} ck_instruction_kind;

typedef struct {
  ck_instruction_kind kind;
  ck_operation operation;
  ck_place a, b, c, y;
  size_t run, count;
} ck_instruction;

/* Plays instructions on the numbers from `start` up to `end`, `tile` of them at a time; the block
   began at `block`. */
void ck_run(
    ck_level level, const ck_instruction *program, size_t count, size_t start, size_t end,
    size_t tile, size_t block);

/* Asks the allocator to keep freed memory, up to `limit` bytes at the end of the heap. */
void ck_keep_freed_blocks(size_t limit);

/* A block of zeros, paid for page by page as it is touched; NULL if there is none. */
void *ck_take_zeros(size_t bytes);

/* Gives such a block back. The system takes a tenth of a second for a gigabyte: nobody waits for it. */
void ck_give_back(void *start, size_t bytes);

#endif
