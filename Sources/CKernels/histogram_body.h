/* Counting for one level. Included by levels.h with LEVEL and LANES defined. */

typedef int LEVEL(places) __attribute__((vector_size(LANES * 4), aligned(4), may_alias));

/* The slot of each of a block of numbers, right unless something else is said: then some are in no
   bin or so near a bound that rounding may have gone wrong. */
static bool LEVEL(guess)(
    const double *x, ck_slots slots, double scale, double tolerance, int *guesses) {
  const double first = slots.bounds[2], beyond = slots.bounds[slots.bins + 2];
  const vector low = LEVEL(splat)(0.5), high = LEVEL(splat)((double)slots.bins - 0.5);
  integers doubts = {0};
  for (int i = 0; i < block; i += LANES) {
    const vector value = *(const vector *)(x + i);
    vector place = (value - first) * scale;
    /* In the outer halves of the first and the last bin no inner bound is near. */
    place = LEVEL(choose)(place > low, place, low);
    place = LEVEL(choose)(place < high, place, high);
    const vector bound = (place + 0x1p52) - 0x1p52;
    const vector distance = (vector)((integers)(place - bound) & 0x7fffffffffffffff);
    doubts |= ~((value >= first) & (value < beyond) & (distance > tolerance));
    *(LEVEL(places) *)(guesses + i) = __builtin_convertvector(place, LEVEL(places)) + 2;
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
