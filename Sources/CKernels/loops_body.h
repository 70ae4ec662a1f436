/* Element-wise loops, sums and softmax for one level. Included by levels.h with LEVEL and LANES
   defined.

   Every function of a number is written once, for a vector; single numbers and the ends of rows go
   through the same code, so that a number's result depends on nothing but itself. */

#include "functions_body.h"

/* Once more for some vectors side by side: while one waits for a result, another goes on. */
#define PACK (8 * LANES)
#undef WIDTH
#undef NAME
#define WIDTH PACK
#define NAME(name) LEVEL(wide_##name)
#include "vectors_body.h"
#include "functions_body.h"
#undef WIDTH
#undef NAME
#define WIDTH LANES
#define NAME(name) LEVEL(name)

/* The functions that the C library has: one number after another. */
#define EACH(name)                                                                                 \
  inlined vector LEVEL(name)(vector x) {                                                           \
    vector y;                                                                                      \
    for (int l = 0; l < LANES; l++) y[l] = ck_##name(x[l]);                                        \
    return y;                                                                                      \
  }
EACH(log1p)
EACH(expm1)
EACH(sin)
EACH(cos)
EACH(tan)
EACH(sind)
EACH(cosd)
EACH(erf)
#undef EACH

inlined vector LEVEL(power)(vector a, vector b) {
  vector y;
  for (int l = 0; l < LANES; l++) y[l] = ck_power(a[l], b[l]);
  return y;
}

/* A loop: operands advance by a vector or stay where they are. What is left over at the end goes
   through a vector of its own. */
#define LOOP(name, arity, value)                                                                   \
  static void LEVEL(loop_##name)(                                                                  \
      size_t n, const double *pa, const double *pb, const double *pc, const ptrdiff_t *steps,      \
      double *y) {                                                                                 \
    /* Copies, as `y` might lie where these do. */                                                 \
    const ptrdiff_t step_a = steps[0], step_b = steps[1], step_c = steps[2];                       \
    size_t i = 0;                                                                                  \
    for (; i + LANES <= n; i += LANES) {                                                           \
      const vector a = *(const vector *)pa;                                                        \
      const vector b = arity > 1 ? *(const vector *)pb : a;                                        \
      const vector c = arity > 2 ? *(const vector *)pc : a;                                        \
      (void)b, (void)c;                                                                            \
      *(vector *)(y + i) = value;                                                                  \
      pa += step_a;                                                                                \
      pb += step_b;                                                                                \
      pc += step_c;                                                                                \
    }                                                                                              \
    if (i < n) {                                                                                   \
      const size_t left = n - i;                                                                   \
      const vector a = LEVEL(load_part)(pa, step_a ? left : LANES);                                \
      const vector b = arity > 1 ? LEVEL(load_part)(pb, step_b ? left : LANES) : a;                \
      const vector c = arity > 2 ? LEVEL(load_part)(pc, step_c ? left : LANES) : a;                \
      (void)b, (void)c;                                                                            \
      LEVEL(store_part)(y + i, value, left);                                                       \
    }                                                                                              \
  }

inlined vector LEVEL(load_part)(const double *x, size_t count) {
  double part[LANES] = {0};
  for (size_t l = 0; l < LANES && l < count; l++) part[l] = x[l];
  return *(const vector *)part;
}

inlined void LEVEL(store_part)(double *y, vector value, size_t count) {
  double part[LANES];
  *(vector *)part = value;
  for (size_t l = 0; l < LANES && l < count; l++) y[l] = part[l];
}

/* A function whose steps wait for one another. */
#define WIDE_LOOP(name)                                                                            \
  LOOP(each_##name, 1, LEVEL(name)(a))                                                             \
  static void LEVEL(loop_##name)(                                                                  \
      size_t n, const double *pa, const double *pb, const double *pc, const ptrdiff_t *steps,      \
      double *y) {                                                                                 \
    const size_t whole = steps[0] ? n / PACK * PACK : 0;                                           \
    for (size_t i = 0; i < whole; i += PACK)                                                       \
      *(LEVEL(wide_vector) *)(y + i) = LEVEL(wide_##name)(*(const LEVEL(wide_vector) *)(pa + i));  \
    if (whole < n) LEVEL(loop_each_##name)(n - whole, pa + whole, pb, pc, steps, y + whole);       \
  }

LOOP(copy, 1, a)
LOOP(add, 2, a + b)
LOOP(subtract, 2, a - b)
LOOP(multiply, 2, a * b)
LOOP(divide, 2, a / b)
LOOP(negate, 1, (vector)((integers)a ^ (long long)0x8000000000000000))
LOOP(power, 2, LEVEL(power)(a, b))
WIDE_LOOP(exp)
WIDE_LOOP(log)
LOOP(log1p, 1, LEVEL(log1p)(a))
LOOP(expm1, 1, LEVEL(expm1)(a))
LOOP(sqrt, 1, __builtin_elementwise_sqrt(a))
LOOP(sin, 1, LEVEL(sin)(a))
LOOP(cos, 1, LEVEL(cos)(a))
LOOP(tan, 1, LEVEL(tan)(a))
LOOP(sind, 1, LEVEL(sind)(a))
LOOP(cosd, 1, LEVEL(cosd)(a))
WIDE_LOOP(tanh)
LOOP(erf, 1, LEVEL(erf)(a))
LOOP(abs, 1, (vector)((integers)a & 0x7fffffffffffffff))
LOOP(sign, 1,
    LEVEL(choose)(a > 0, LEVEL(splat)(1), LEVEL(choose)(a < 0, LEVEL(splat)(-1), a)))
LOOP(floor, 1, __builtin_elementwise_floor(a))
LOOP(round, 1, __builtin_elementwise_rint(a))
LOOP(not, 1, LEVEL(truth)(a == 0))
LOOP(maximum, 2, LEVEL(choose)((a >= b) | (a != a), a, b))
LOOP(minimum, 2, LEVEL(choose)((a <= b) | (a != a), a, b))
LOOP(equal, 2, LEVEL(truth)(a == b))
LOOP(not_equal, 2, LEVEL(truth)(a != b))
LOOP(less, 2, LEVEL(truth)(a < b))
LOOP(less_or_equal, 2, LEVEL(truth)(a <= b))
LOOP(greater, 2, LEVEL(truth)(a > b))
LOOP(greater_or_equal, 2, LEVEL(truth)(a >= b))
LOOP(and, 2, LEVEL(truth)((a != 0) & (b != 0)))
LOOP(or, 2, LEVEL(truth)((a != 0) | (b != 0)))
LOOP(where, 3, LEVEL(choose)(a != 0, b, c))
LOOP(maximum_of_sum, 3, LEVEL(choose)((c >= a + b) | (c != c), c, a + b))
LOOP(product_if_greater, 3, LEVEL(truth)(a > b) * c)
LOOP(rest_of_square, 2, b - a * a)
LOOP(product_with_rest, 3, (b - a * a) * c)

typedef void (*LEVEL(loop))(
    size_t, const double *, const double *, const double *, const ptrdiff_t *, double *);

/* In the order of ck_operation. */
static const LEVEL(loop) LEVEL(loops)[] = {
#define ENTRY(name) LEVEL(loop_##name),
    CK_OPERATIONS(ENTRY)
#undef ENTRY
};

static void LEVEL(apply)(
    ck_operation operation, size_t n, ck_operand a, ck_operand b, ck_operand c, double *y) {
  if (n == 0) return;
  if (operation == ck_operation_power && b.repeats && *b.values == 2) {
    operation = ck_operation_multiply;
    b = a;
  }
  double splats[3][LANES];
  ptrdiff_t steps[3] = {LANES, LANES, LANES};
  const double *values[3];
  const ck_operand operands[3] = {a, b, c};
  for (int o = 0; o < 3; o++) {
    values[o] = operands[o].values;
    if (!operands[o].repeats) continue;
    for (int l = 0; l < LANES; l++) splats[o][l] = *operands[o].values;
    values[o] = splats[o];
    steps[o] = 0;
  }
  LEVEL(loops)[operation](n, values[0], values[1], values[2], steps, y);
}

/* Sixteen running totals, number i added to total i mod 16, which are then added in halves. */
static double LEVEL(sum)(size_t n, const double *x) {
  double totals[16] = {0};
  vector t[16 / LANES];
  unroll for (int v = 0; v < 16 / LANES; v++) t[v] = (vector){0};
  size_t i = 0;
  for (; i + 16 <= n; i += 16)
    unroll for (int v = 0; v < 16 / LANES; v++) t[v] += *(const vector *)(x + i + v * LANES);
  unroll for (int v = 0; v < 16 / LANES; v++) *(vector *)(totals + v * LANES) = t[v];
  for (; i < n; i++) totals[i % 16] += x[i];
  for (int half = 8; half > 0; half /= 2)
    for (int l = 0; l < half; l++) totals[l] += totals[l + half];
  return totals[0];
}

/* A few columns of sum_rows, the totals in registers. */
inlined void LEVEL(sum_columns)(
    const int vectors, size_t rows, ptrdiff_t stride, const double *x, double *y) {
  vector t[8];
  unroll for (int v = 0; v < vectors; v++) t[v] = *(const vector *)(y + v * LANES);
  for (size_t r = 0; r < rows; r++, x += stride)
    unroll for (int v = 0; v < vectors; v++) t[v] += *(const vector *)(x + v * LANES);
  unroll for (int v = 0; v < vectors; v++) *(vector *)(y + v * LANES) = t[v];
}

inlined void LEVEL(sum_last)(
    const int count, size_t rows, ptrdiff_t stride, const double *x, double *y) {
  double t[LANES];
  unroll for (int l = 0; l < count; l++) t[l] = y[l];
  for (size_t r = 0; r < rows; r++, x += stride)
    unroll for (int l = 0; l < count; l++) t[l] += x[l];
  unroll for (int l = 0; l < count; l++) y[l] = t[l];
}

static void LEVEL(sum_rows)(
    size_t rows, size_t n, ptrdiff_t stride, const double *x, double *y) {
  size_t j = 0;
  for (; j + 8 * LANES <= n; j += 8 * LANES) LEVEL(sum_columns)(8, rows, stride, x + j, y + j);
  for (; j + 2 * LANES <= n; j += 2 * LANES) LEVEL(sum_columns)(2, rows, stride, x + j, y + j);
  for (; j + LANES <= n; j += LANES) LEVEL(sum_columns)(1, rows, stride, x + j, y + j);
  switch (n - j) {
#define LAST(count)                                                                                \
  case count:                                                                                      \
    LEVEL(sum_last)(count, rows, stride, x + j, y + j);                                            \
    break;
    LAST(1)
#if LANES > 2
    LAST(2)
    LAST(3)
#endif
#if LANES > 4
    LAST(4)
    LAST(5)
    LAST(6)
    LAST(7)
#endif
#undef LAST
  }
}

/* The largest number, where what is no number does not count; -infinity if there is none. */
inlined double LEVEL(largest)(size_t n, const double *x) {
  double top = -__builtin_inf();
  size_t i = 0;
  if (n >= 2 * LANES) {
    vector t = LEVEL(splat)(top);
    for (; i + LANES <= n; i += LANES) {
      const vector next = *(const vector *)(x + i);
      t = LEVEL(choose)(next >= t, next, t);
    }
    for (int l = 0; l < LANES; l++) top = t[l] >= top ? t[l] : top;
  }
  for (; i < n; i++) top = x[i] >= top ? x[i] : top;
  return top;
}

/* Some rows of softmax, together at most `ck_softmax_row` numbers; n is a constant where that pays. */
inlined void LEVEL(softmax_rows)(
    const size_t rows, const size_t n, const double *x, double *y, bool is_logarithm) {
  double exponentials[ck_softmax_row], sums[ck_softmax_row];
  const ptrdiff_t steps[3] = {LANES, LANES, LANES};
  for (size_t r = 0; r < rows; r++) {
    double top = LEVEL(largest)(n, x + r * n);
    if (top == -__builtin_inf()) top = 0;
    for (size_t i = 0; i < n; i++) y[r * n + i] = x[r * n + i] - top;
  }
  LEVEL(loop_exp)(rows * n, y, y, y, steps, exponentials);
  for (size_t r = 0; r < rows; r++) {
    const double *e = exponentials + r * n;
    double sum = 0;
    if (n < 16)
      for (size_t i = 0; i < n; i++) sum += e[i];
    else
      sum = LEVEL(sum)(n, e);
    sums[r] = sum;
  }
  if (is_logarithm) LEVEL(loop_log)(rows, sums, sums, sums, steps, sums);
  for (size_t r = 0; r < rows; r++)
    for (size_t i = 0; i < n; i++)
      y[r * n + i] = is_logarithm ? y[r * n + i] - sums[r] : exponentials[r * n + i] / sums[r];
}

static void LEVEL(softmax)(
    size_t rows, size_t n, const double *x, double *y, bool is_logarithm) {
  const size_t together = ck_softmax_row / n;
  for (size_t first = 0; first < rows; first += together) {
    const size_t some = rows - first < together ? rows - first : together;
    const double *from = x + first * n;
    double *to = y + first * n;
    switch (n) {
    case 2: LEVEL(softmax_rows)(some, 2, from, to, is_logarithm); break;
    case 3: LEVEL(softmax_rows)(some, 3, from, to, is_logarithm); break;
    case 4: LEVEL(softmax_rows)(some, 4, from, to, is_logarithm); break;
    case 10: LEVEL(softmax_rows)(some, 10, from, to, is_logarithm); break;
    default: LEVEL(softmax_rows)(some, n, from, to, is_logarithm);
    }
  }
}

#undef LOOP
#undef WIDE_LOOP
#undef PACK
