/* Random numbers for one level. Included by levels.h with LEVEL and LANES defined. */

static inline uint32_t LEVEL(mixed)(uint32_t word, uint32_t next) {
  const uint32_t bits = (word & 0x80000000u) | (next & 0x7fffffffu);
  return (bits >> 1) ^ ((0u - (bits & 1)) & 0x9908b0dfu);
}

/* The recurrence: each word from the top bit of itself, the rest of its successor, and the word 397
   places on. All outputs are computed at once, in loops that vectorise. */
static void LEVEL(advance)(uint32_t *words, uint32_t *outputs) {
  enum { size = ck_random_words, shift = 397 };
  for (int i = 0; i < size - shift; i++)
    words[i] = words[i + shift] ^ LEVEL(mixed)(words[i], words[i + 1]);
  /* Word i needs word i - 227, which is new by then: no vector is that long. */
#pragma clang loop vectorize(assume_safety)
  for (int i = size - shift; i < size - 1; i++)
    words[i] = words[i + shift - size] ^ LEVEL(mixed)(words[i], words[i + 1]);
  words[size - 1] = words[shift - 1] ^ LEVEL(mixed)(words[size - 1], words[0]);
  for (int i = 0; i < size; i++) {
    uint32_t word = words[i];
    word ^= word >> 11;
    word ^= (word << 7) & 0x9d2c5680u;
    word ^= (word << 15) & 0xefc60000u;
    outputs[i] = word ^ (word >> 18);
  }
}

/* As many outputs as asked for, one after another. */
static void LEVEL(take)(ck_random *random, size_t count, uint32_t *to) {
  while (count > 0) {
    if (random->position == ck_random_words) {
      LEVEL(advance)(random->words, random->outputs);
      random->position = 0;
    }
    const size_t left = ck_random_words - random->position;
    const size_t some = left < count ? left : count;
    memcpy(to, random->outputs + random->position, some * sizeof *to);
    random->position += some;
    to += some;
    count -= some;
  }
}

#if HAS_FMA
/* 2/3 + 2/5 z + 2/7 z² + ..., so that log((1 + s)/(1 - s)) is 2s + s³ times this for z = s². */
static inline vector LEVEL(series)(vector z) {
#define FMA __builtin_elementwise_fma
#define PAIR(a, b) FMA(z, LEVEL(splat)(b), LEVEL(splat)(a))
  const vector w = z * z, w2 = w * w;
  const vector low = FMA(w, PAIR(2.0 / 7, 2.0 / 9), PAIR(2.0 / 3, 2.0 / 5));
  const vector middle = FMA(w, PAIR(2.0 / 15, 2.0 / 17), PAIR(2.0 / 11, 2.0 / 13));
  const vector high = FMA(w, LEVEL(splat)(2.0 / 23), PAIR(2.0 / 19, 2.0 / 21));
  return FMA(w2, FMA(w2, high, middle), low);
#undef PAIR
#undef FMA
}

/* The logarithm of x = 2^k m with m from √½ to √2, s = (m - 1)/(m + 1), as the sum of two numbers and
   then rounded. `doubts` is not 0 where it lies so near the middle between two numbers that one
   which is wrong by 0.02 units in the last place may be rounded to the other one. */
static inline vector LEVEL(log_rounded)(vector x, integers *doubts) {
  const integers offset = (integers)x - 0x3fe6a09e00000000;
  const vector k = __builtin_convertvector(offset >> 52, vector);
  const vector m = (vector)((integers)x - (offset & (long long)0xfff0000000000000));
  const vector f = m - 1, sum = m + 1, sum_rest = m - (sum - 1);
  const vector inverse = 1 / sum, s = f * inverse;
  const vector s_rest =
      __builtin_elementwise_fma(-s, sum_rest, __builtin_elementwise_fma(-s, sum, f)) * inverse;
  const vector tail = s * (s * s) * LEVEL(series)(s * s);
  /* log 2 in two parts, the first so short that its product with k is exact. */
  const vector whole = k * 0x1.62e42fefap-1, twice = s + s;
  const vector first = whole + twice, back = first - whole;
  const vector lost = (whole - (first - back)) + (twice - back);
  const vector second = lost + (k * 0x1.cf79abc9e3b3ap-40 + (s_rest + s_rest) + tail);
  const vector y = first + second, rest = (first - y) + second;
  /* The series and s in it are right to 16 units, the C library's log (glibc, musl) to 0.52. */
  const vector slack = __builtin_elementwise_abs(tail) * 0x1p-49
      + __builtin_elementwise_abs(y) * (0.05 * 0x1p-53);
  *doubts = (y + (rest + slack) != y) | (y + (rest - slack) != y);
  return y;
}

/* Logarithms of at most `log_count` numbers between 0 and 1, to the last bit those of the C library,
   which is asked where there is doubt. Both arrays have room for a last vector that is not full. */
static void LEVEL(logarithms)(size_t n, const double *x, double *y) {
  long long doubts[log_count + LANES];
  size_t doubtful[log_count + 1], count = 0;
  for (size_t i = 0; i < n; i += LANES)
    *(vector *)(y + i) = LEVEL(log_rounded)(*(const vector *)(x + i), (integers *)(doubts + i));
  for (size_t i = 0; i < n; i++) {
    doubtful[count] = i;
    count += doubts[i] != 0;
  }
  for (size_t i = 0; i < count; i++) y[doubtful[i]] = log(x[doubtful[i]]);
}
#else
static void LEVEL(logarithms)(size_t n, const double *x, double *y) {
  for (size_t i = 0; i < n; i++) y[i] = log(x[i]);
}
#endif

/* 2u - 1 for the next `count` uniform numbers u = (2^26 a + b)/2^53; every step is exact. */
static void LEVEL(take_ends)(ck_random *random, size_t count, double *ends) {
  uint32_t taken[4 * log_count];
  LEVEL(take)(random, 2 * count, taken);
  for (size_t i = 0; i < count; i++) {
    const double a = (int32_t)(taken[2 * i] >> 5), b = (int32_t)(taken[2 * i + 1] >> 6);
    ends[i] = (a * 0x1p-26 - 1) + b * 0x1p-52;
  }
}

static void LEVEL(normal_pairs)(ck_random *random, size_t pairs, double *y) {
  double ends[2 * log_count], sizes[log_count], accepted[2 * log_count];
  double squares[log_count + LANES] = {0}, logs[log_count + LANES] = {0};
  const uint64_t one = 0x3ff0000000000000;
  while (pairs > 0) {
    /* So many attempts are needed at least, so that no word is taken too early. */
    const size_t attempts = pairs < log_count ? pairs : log_count;
    LEVEL(take_ends)(random, 2 * attempts, ends);
    for (size_t i = 0; i < attempts; i++)
      sizes[i] = ends[2 * i] * ends[2 * i] + ends[2 * i + 1] * ends[2 * i + 1];
    size_t count = 0;
    for (size_t i = 0; i < attempts; i++) {
      uint64_t bits;
      memcpy(&bits, sizes + i, sizeof bits);
      memcpy(accepted + 2 * count, ends + 2 * i, 2 * sizeof *ends);
      squares[count] = sizes[i];
      /* Above 0 and below 1: positive numbers are in the order of their bits. */
      count += bits - 1 < one - 1;
    }
    LEVEL(logarithms)(count, squares, logs);
    for (size_t i = 0; i < count; i += LANES) {
      vector *square = (vector *)(squares + i);
      *square = __builtin_elementwise_sqrt(-2 * *(vector *)(logs + i) / *square);
    }
    for (size_t i = 0; i < count; i++) {
      y[2 * i] = squares[i] * accepted[2 * i + 1];
      y[2 * i + 1] = squares[i] * accepted[2 * i];
    }
    y += 2 * count;
    pairs -= count;
  }
}
