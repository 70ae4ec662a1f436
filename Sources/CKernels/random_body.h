/* Random numbers for one level. Included by levels.h with LEVEL and LANES defined. */

typedef double LEVEL(reals) __attribute__((vector_size(LANES * 8), aligned(8), may_alias));


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

static void LEVEL(normal_pairs)(ck_random *random, size_t pairs, double *y) {
  enum { most = 256 };
  uint32_t words[4 * most];
  double ends[2 * most], first[most + 1], second[most + 1];
  /* With room for a last vector that is not full. */
  double squares[most + LANES], logs[most + LANES] = {0};
  while (pairs > 0) {
    /* So many attempts are needed at least, so that no word is taken too early. */
    const size_t attempts = pairs < most ? pairs : most;
    LEVEL(take)(random, 4 * attempts, words);
    for (size_t i = 0; i < 2 * attempts; i++) {
      const double high = (int32_t)(words[2 * i] >> 5), low = (int32_t)(words[2 * i + 1] >> 6);
      ends[i] = 2 * ((high * 67108864 + low) * 0x1p-53) - 1;
    }
    size_t taken = 0;
    for (size_t i = 0; i < attempts; i++) {
      const double u = ends[2 * i], v = ends[2 * i + 1];
      const double square = u * u + v * v;
      first[taken] = u;
      second[taken] = v;
      squares[taken] = square;
      taken += (square < 1) & (square != 0);
    }
    for (size_t i = 0; i < taken; i++) logs[i] = log(squares[i]);
    for (size_t i = 0; i < taken; i += LANES) {
      LEVEL(reals) *square = (LEVEL(reals) *)(squares + i);
      *square = __builtin_elementwise_sqrt(-2 * *(LEVEL(reals) *)(logs + i) / *square);
    }
    for (size_t i = 0; i < taken; i++) {
      y[2 * i] = squares[i] * second[i];
      y[2 * i + 1] = squares[i] * first[i];
    }
    y += 2 * taken;
    pairs -= taken;
  }
}

