/* Functions of a number, for vectors of WIDTH numbers under names by FUNCTION. Included by
   loops_body.h, which defines the two. */

#define vector FUNCTION(loop_vector)
#define words FUNCTION(loop_words)

typedef double vector __attribute__((vector_size(WIDTH * 8), aligned(8), may_alias));
typedef long long words __attribute__((vector_size(WIDTH * 8), aligned(8), may_alias));

inlined vector FUNCTION(splat)(double x) {
  vector y;
  unroll for (int l = 0; l < WIDTH; l++) y[l] = x;
  return y;
}

inlined vector FUNCTION(choose)(words test, vector then, vector otherwise) {
  return (vector)((test & (words)then) | (~test & (words)otherwise));
}

/* 2^k for whole k from -1022 to 1023. */
inlined vector FUNCTION(power_of_two)(vector k) {
  return (vector)((words)(k + (0x1p52 + 1023)) << 52);
}

/* x = n log 2 + r with |r| <= log(2)/2 and whole n: gives exp(r) - 1 by the series to r^13. */
inlined vector FUNCTION(expm1_rest)(vector x, vector *whole) {
  const vector n = (x * 0x1.71547652b82fep0 + 0x1.8p52) - 0x1.8p52;
  const vector r = (x - n * 0x1.62e42feep-1) - n * 0x1.a39ef35793c76p-33;
  const vector r2 = r * r;
  const vector r4 = r2 * r2;
  /* r³/3! + ... + r^13/13!, in pairs. */
  const vector a = 1.6666666666666666e-01 + r * 4.1666666666666664e-02;
  const vector b = 8.3333333333333332e-03 + r * 1.3888888888888889e-03;
  const vector c = 1.9841269841269841e-04 + r * 2.4801587301587302e-05;
  const vector d = 2.7557319223985893e-06 + r * 2.7557319223985888e-07;
  const vector e = 2.5052108385441720e-08 + r * 2.0876756987868100e-09;
  const vector tail = (a + r2 * b) + r4 * ((c + r2 * d) + r4 * (e + r2 * 1.6059043836821613e-10));
  *whole = n;
  return r + (r2 * 0.5 + (r2 * r) * tail);
}

/* exp: (1 + (exp(r) - 1))·2^n, the power in two factors, so that results below the normal numbers are
   rounded once. Error below 1 unit in the last place. */
inlined vector FUNCTION(exp)(vector x) {
  x = FUNCTION(choose)(x > 710, FUNCTION(splat)(710), x);
  x = FUNCTION(choose)(x < -746, FUNCTION(splat)(-746), x);
  vector n;
  const vector p = 1 + FUNCTION(expm1_rest)(x, &n);
  const vector half = (n * 0.5 + 0x1.8p52) - 0x1.8p52;
  return p * FUNCTION(power_of_two)(half) * FUNCTION(power_of_two)(n - half);
}

/* log, as in fdlibm (Sun Microsystems 1993): x = 2^k (1 + f), s = f/(2 + f), and a polynomial in s².
   Error below 1 unit in the last place. */
inlined vector FUNCTION(log)(vector x) {
  const words is_small = x < 0x1p-1022;
  const vector scaled = FUNCTION(choose)(is_small, x * 0x1p54, x);
  const words offset = (words)scaled - 0x3fe6a09e00000000;
  typedef unsigned long long unsigned_words
      __attribute__((vector_size(WIDTH * 8), aligned(8), may_alias));
  const unsigned_words exponent =
      ((unsigned_words)offset + (unsigned_words){0} + 0x8000000000000000u) >> 52;
  vector k = (vector)((words)exponent | (words)FUNCTION(splat)(0x1p52)) - (0x1p52 + 2048);
  k = k - FUNCTION(choose)(is_small, FUNCTION(splat)(54), FUNCTION(splat)(0));
  const words high = offset & (long long)0xfff0000000000000;
  const vector f = (vector)((words)scaled - high) - 1;
  const vector half = 0.5 * f * f;
  const vector s = f / (2 + f);
  const vector z = s * s;
  const vector w = z * z;
  const vector even = w
      * (3.999999999940941908e-01 + w * (2.222219843214978396e-01 + w * 1.531383769920937332e-01));
  const vector odd = z
      * (6.666666666666735130e-01
         + w
             * (2.857142874366239149e-01
                + w * (1.818357216161805012e-01 + w * 1.479819860511658591e-01)));
  vector y = s * (half + (even + odd)) + k * 1.90821492927058770002e-10;
  y = y - half + f + k * 6.93147180369123816490e-01;
  y = FUNCTION(choose)(x == __builtin_inf(), x, y);
  y = FUNCTION(choose)(x == 0, FUNCTION(splat)(-__builtin_inf()), y);
  return FUNCTION(choose)((x < 0) | (x != x), FUNCTION(splat)(__builtin_nan("")), y);
}

/* tanh: t/(t + 2) near 0, 1 - 2/(t + 2) elsewhere, with t = exp(2|x|) - 1, which is
   2^n (exp(r) - 1) + (2^n - 1); from 20 on it is 1. Error below 3 units in the last place. */
inlined vector FUNCTION(tanh)(vector x) {
  const words sign = (words)x & (long long)0x8000000000000000;
  vector size = (vector)((words)x & 0x7fffffffffffffff);
  size = FUNCTION(choose)(size > 20, FUNCTION(splat)(20), size);
  vector n;
  const vector rest = FUNCTION(expm1_rest)(size + size, &n);
  const vector power = FUNCTION(power_of_two)(n);
  const vector t = power * rest + (power - 1);
  const words is_far = t > 2;
  const vector share = FUNCTION(choose)(is_far, FUNCTION(splat)(2), t) / (t + 2);
  return (vector)((words)FUNCTION(choose)(is_far, 1 - share, share) | sign);
}

#undef vector
#undef words
