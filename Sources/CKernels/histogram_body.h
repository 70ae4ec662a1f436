/* Counting for one level. Included by levels.h with LEVEL and LANES defined. */

#define vector LEVEL(count_vector)
#define words LEVEL(count_words)
#define places LEVEL(count_places)

typedef double vector __attribute__((vector_size(LANES * 8), aligned(8), may_alias));
typedef long long words __attribute__((vector_size(LANES * 8), aligned(8), may_alias));
typedef int places __attribute__((vector_size(LANES * 4), aligned(4), may_alias));

static inline vector LEVEL(either)(words test, vector then, vector otherwise) {
  return (vector)((test & (words)then) | (~test & (words)otherwise));
}

/* The slot of each of a block of numbers, right unless something else is said: then some are in no
   bin or so near a bound that rounding may have gone wrong. */
static bool LEVEL(guess)(
    const double *x, ck_slots slots, double scale, double tolerance, int *guesses) {
  const double first = slots.bounds[2], beyond = slots.bounds[slots.bins + 2];
  const vector low = (vector){0} + 0.5, high = (vector){0} + ((double)slots.bins - 0.5);
  words doubts = {0};
  for (int i = 0; i < block; i += LANES) {
    const vector value = *(const vector *)(x + i);
    vector place = (value - first) * scale;
    /* In the outer halves of the first and the last bin no inner bound is near. */
    place = LEVEL(either)(place > low, place, low);
    place = LEVEL(either)(place < high, place, high);
    const vector bound = (place + 0x1p52) - 0x1p52;
    const vector distance = (vector)((words)(place - bound) & 0x7fffffffffffffff);
    doubts |= ~((value >= first) & (value < beyond) & (distance > tolerance));
    *(places *)(guesses + i) = __builtin_convertvector(place, places) + 2;
  }
  long long any = 0;
  for (int l = 0; l < LANES; l++) any |= doubts[l];
  return any == 0;
}

static void LEVEL(histogram)(
    size_t n, const double *x, ck_slots slots, double scale, uint32_t *counts) {
  const double *bounds = slots.bounds;
  /* (x - first)·scale grows with x even as it is rounded, so a number is on the right side of every
     bound that this puts less far from where it should be than the number. */
  double tolerance = 0;
  for (size_t b = 0; b <= slots.bins; b++) {
    const double difference = (bounds[b + 2] - bounds[2]) * scale - (double)b;
    const double size = difference < 0 ? -difference : difference;
    if (!(size < 0.5)) {
      search(n, x, slots, counts);
      return;
    }
    tolerance = size > tolerance ? size : tolerance;
  }
  /* Neighbours go to different tallies: one in the same slot would wait for the other. */
  enum { tally_count = 8 };
  uint32_t tallies[tally_count][ck_histogram_slots];
  for (int t = 0; t < tally_count; t++) memset(tallies[t], 0, (slots.bins + 5) * sizeof(uint32_t));
  int guesses[block];
  double last[block];
  for (size_t i = 0; i < n; i += block) {
    const int some = n - i < block ? (int)(n - i) : block;
    const double *from = x + i;
    if (some < block) {
      for (int l = 0; l < block; l++) last[l] = from[l < some ? l : 0];
      from = last;
    }
    if (!LEVEL(guess)(from, slots, scale, tolerance, guesses))
      for (int l = 0; l < some; l++) guesses[l] = settled(from[l], guesses[l], slots);
    int l = 0;
    for (; l + tally_count <= some; l += tally_count)
      for (int t = 0; t < tally_count; t++) tallies[t][guesses[l + t]]++;
    for (; l < some; l++) tallies[0][guesses[l]]++;
  }
  for (int t = 0; t < tally_count; t++)
    for (size_t s = 0; s < slots.bins + 5; s++) counts[s] += tallies[t][s];
}

/* How many numbers are 0, and how many lie outside an interval. */
static ck_tally LEVEL(tally)(size_t n, const double *x, double low, double high) {
  words zeros = {0}, outside = {0};
  size_t i = 0;
  for (; i + LANES <= n; i += LANES) {
    const vector value = *(const vector *)(x + i);
    zeros -= (words)(value == 0);
    outside -= (words)((value < low) | (value > high));
  }
  ck_tally tally = {0, 0};
  for (int l = 0; l < LANES; l++) {
    tally.zeros += (size_t)zeros[l];
    tally.outside += (size_t)outside[l];
  }
  for (; i < n; i++) {
    tally.zeros += x[i] == 0;
    tally.outside += x[i] < low || x[i] > high;
  }
  return tally;
}

#undef vector
#undef words
#undef places
