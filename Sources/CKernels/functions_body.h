/* Functions of a number, for the vectors of vectors_body.h. */

/* 2^k for whole k from -1022 to 1023. */
inlined vector NAME(power_of_two)(vector k) {
  return (vector)((integers)(k + (0x1p52 + 1023)) << 52);
}

/* x = n log 2 + r with |r| <= log(2)/2 and whole n: gives exp(r) - 1 by the series to r^13. */
inlined vector NAME(expm1_rest)(vector x, vector *whole) {
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
inlined vector NAME(exp)(vector x) {
  x = NAME(choose)(x > 710, NAME(splat)(710), x);
  x = NAME(choose)(x < -746, NAME(splat)(-746), x);
  vector n;
  const vector p = 1 + NAME(expm1_rest)(x, &n);
  const vector half = (n * 0.5 + 0x1.8p52) - 0x1.8p52;
  return p * NAME(power_of_two)(half) * NAME(power_of_two)(n - half);
}

/* log, as in fdlibm (Sun Microsystems 1993): x = 2^k (1 + f), s = f/(2 + f), and a polynomial in s².
   Error below 1 unit in the last place. */
inlined vector NAME(log)(vector x) {
  const integers is_small = x < 0x1p-1022;
  const vector scaled = NAME(choose)(is_small, x * 0x1p54, x);
  const integers offset = (integers)scaled - 0x3fe6a09e00000000;
  typedef unsigned long long unsigned_words
      __attribute__((vector_size(WIDTH * 8), aligned(8), may_alias));
  const unsigned_words exponent =
      ((unsigned_words)offset + (unsigned_words){0} + 0x8000000000000000u) >> 52;
  vector k = (vector)((integers)exponent | (integers)NAME(splat)(0x1p52)) - (0x1p52 + 2048);
  k = k - NAME(choose)(is_small, NAME(splat)(54), NAME(splat)(0));
  const integers high = offset & (long long)0xfff0000000000000;
  const vector f = (vector)((integers)scaled - high) - 1;
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
  y = NAME(choose)(x == __builtin_inf(), x, y);
  y = NAME(choose)(x == 0, NAME(splat)(-__builtin_inf()), y);
  return NAME(choose)((x < 0) | (x != x), NAME(splat)(__builtin_nan("")), y);
}

/* tanh: t/(t + 2) near 0, 1 - 2/(t + 2) elsewhere, with t = exp(2|x|) - 1, which is
   2^n (exp(r) - 1) + (2^n - 1); from 20 on it is 1. Error below 3 units in the last place. */
inlined vector NAME(tanh)(vector x) {
  const integers sign = (integers)x & (long long)0x8000000000000000;
  vector size = (vector)((integers)x & 0x7fffffffffffffff);
  size = NAME(choose)(size > 20, NAME(splat)(20), size);
  vector n;
  const vector rest = NAME(expm1_rest)(size + size, &n);
  const vector power = NAME(power_of_two)(n);
  const vector t = power * rest + (power - 1);
  const integers is_far = t > 2;
  const vector share = NAME(choose)(is_far, NAME(splat)(2), t) / (t + 2);
  return (vector)((integers)NAME(choose)(is_far, 1 - share, share) | sign);
}
