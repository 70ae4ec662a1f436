#include "CKernels.h"

#include <math.h>

#pragma STDC FP_CONTRACT OFF

const char *ck_operation_name(ck_operation operation) {
#define NAME(name) #name,
  static const char *const names[] = {CK_OPERATIONS(NAME)};
#undef NAME
  return operation < ck_operation_count ? names[operation] : NULL;
}

double ck_log1p(double x) { return log1p(x); }
double ck_expm1(double x) { return expm1(x); }
double ck_sin(double x) { return sin(x); }
double ck_cos(double x) { return cos(x); }
double ck_tan(double x) { return tan(x); }
double ck_erf(double x) { return erf(x); }
double ck_power(double a, double b) { return b == 2 ? a * a : pow(a, b); }

double ck_sind(double x) {
  const double angle = remainder(x, 360);
  const double folded = angle > 90 ? 180 - angle : angle < -90 ? -180 - angle : angle;
  return folded == 30 ? 0.5 : folded == -30 ? -0.5 : sin(folded * M_PI / 180);
}

double ck_cosd(double x) { return ck_sind(90 - fabs(remainder(x, 360))); }

/* Vectors wider than the processor's are passed to functions that are always inlined. */
#pragma clang diagnostic ignored "-Wpsabi"

#define BODY "loops_body.h"
#include "levels.h"

double ck_exp(double x) { return exp_baseline(splat_baseline(x))[0]; }
double ck_log(double x) { return log_baseline(splat_baseline(x))[0]; }
double ck_tanh(double x) { return tanh_baseline(splat_baseline(x))[0]; }

void ck_apply(
    ck_level level, ck_operation operation, size_t n, ck_operand a, ck_operand b, ck_operand c,
    double *y) {
  AT_LEVEL(level, apply, operation, n, a, b, c, y)
}

double ck_sum(ck_level level, size_t n, const double *x) { AT_LEVEL(level, sum, n, x) }

void ck_sum_rows(
    ck_level level, size_t rows, size_t n, ptrdiff_t stride, const double *x, double *y) {
  AT_LEVEL(level, sum_rows, rows, n, stride, x, y)
}

void ck_softmax(
    ck_level level, size_t rows, size_t n, const double *x, double *y, bool is_logarithm) {
  AT_LEVEL(level, softmax, rows, n, x, y, is_logarithm)
}

/* Repeats numbers: y[i] is x[(start + i) / run % count]. */
static void spread(
    size_t start, size_t n, const double *x, size_t run, size_t count, double *y) {
  size_t place = start / run % count;
  size_t left = run - start % run;
  for (size_t i = 0; i < n;) {
    if (run == 1) {
      const size_t some = count - place < n - i ? count - place : n - i;
      for (size_t l = 0; l < some; l++) y[i + l] = x[place + l];
      i += some;
      place = 0;
      continue;
    }
    const size_t some = left < n - i ? left : n - i;
    const double value = x[place];
    for (size_t l = 0; l < some; l++) y[i + l] = value;
    i += some;
    left = run;
    if (++place == count) place = 0;
  }
}

static inline double *found(ck_place place, size_t start, size_t block) {
  switch (place.kind) {
  case ck_place_memory: return place.values + start;
  case ck_place_block: return place.values + (start - block);
  default: return place.values;
  }
}

static void run_tile(
    ck_level level, const ck_instruction *program, size_t count, size_t start, size_t n,
    size_t block) {
  for (size_t p = 0; p < count; p++) {
    const ck_instruction *i = program + p;
    const double *a = found(i->a, start, block);
    double *y = found(i->y, start, block);
    switch (i->kind) {
    case ck_instruction_spread_once:
      if (start > 0) break;
      /* fall through */
    case ck_instruction_spread: spread(start, n, a, i->run, i->count, y); break;
    case ck_instruction_sum_rows:
      if (start == 0)
        for (size_t l = 0; l < i->count; l++) y[l] = 0;
      ck_sum_rows(level, n / i->count, i->count, (ptrdiff_t)i->count, a, y);
      break;
    default: {
      const ck_operand first = {a, i->a.kind == ck_place_number};
      const ck_operand second = {found(i->b, start, block), i->b.kind == ck_place_number};
      const ck_operand third = {found(i->c, start, block), i->c.kind == ck_place_number};
      ck_apply(level, i->operation, n, first, second, third, y);
    }
    }
  }
}

void ck_run(
    ck_level level, const ck_instruction *program, size_t count, size_t start, size_t end,
    size_t tile, size_t block) {
  for (; start < end; start += tile)
    run_tile(level, program, count, start, end - start < tile ? end - start : tile, block);
}
