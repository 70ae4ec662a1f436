/* What there is to say of many numbers, for one level. Included by levels.h with LEVEL and LANES
   defined. */

/* What is noted of the finite numbers of a block, in sixteen running totals as by `sum`. */
typedef struct {
  vector counts[16 / LANES], sums[16 / LANES], lows[16 / LANES], highs[16 / LANES];
} LEVEL(totals);

/* Looks at sixteen numbers; `all_finite` is a constant and says that none needs to be left out. */
inlined void LEVEL(note)(const bool all_finite, const double *x, LEVEL(totals) *t) {
  unroll for (int v = 0; v < 16 / LANES; v++) {
    const vector value = *(const vector *)(x + v * LANES);
    if (all_finite) {
      t->sums[v] += value;
      t->lows[v] = LEVEL(choose)(value < t->lows[v], value, t->lows[v]);
      t->highs[v] = LEVEL(choose)(value > t->highs[v], value, t->highs[v]);
    } else {
      const integers is_finite = value - value == 0;
      t->counts[v] += LEVEL(truth)(is_finite);
      t->sums[v] += (vector)(is_finite & (integers)value);
      t->lows[v] = LEVEL(choose)(is_finite & (value < t->lows[v]), value, t->lows[v]);
      t->highs[v] = LEVEL(choose)(is_finite & (value > t->highs[v]), value, t->highs[v]);
    }
  }
}

/* Adds the squared distances of sixteen numbers from the mean. */
inlined void LEVEL(square)(const bool all_finite, const double *x, double mean, vector *squares) {
  unroll for (int v = 0; v < 16 / LANES; v++) {
    const vector value = *(const vector *)(x + v * LANES);
    vector d = value - mean;
    if (!all_finite) d = (vector)((integers)(value - value == 0) & (integers)d);
    squares[v] += d * d;
  }
}

inlined ck_summary LEVEL(summary_of)(const bool all_finite, size_t n, const double *x) {
  const size_t whole = n / 16 * 16;
  double last[16];
  for (size_t i = 0; i < 16; i++) last[i] = whole + i < n ? x[whole + i] : __builtin_inf();
  LEVEL(totals) t;
  vector squares[16 / LANES];
  unroll for (int v = 0; v < 16 / LANES; v++) {
    t.counts[v] = t.sums[v] = squares[v] = (vector){0};
    t.lows[v] = LEVEL(splat)(__builtin_inf());
    t.highs[v] = LEVEL(splat)(-__builtin_inf());
  }
  for (size_t i = 0; i < whole; i += 16) LEVEL(note)(all_finite, x + i, &t);
  if (whole < n) LEVEL(note)(false, last, &t);
  double count[16], sum[16], low[16], high[16], square[16];
  unroll for (int v = 0; v < 16 / LANES; v++) {
    *(vector *)(count + v * LANES) = t.counts[v];
    *(vector *)(sum + v * LANES) = t.sums[v];
    *(vector *)(low + v * LANES) = t.lows[v];
    *(vector *)(high + v * LANES) = t.highs[v];
  }
  for (int half = 8; half > 0; half /= 2)
    for (int l = 0; l < half; l++) {
      count[l] += count[l + half];
      sum[l] += sum[l + half];
      low[l] = low[l + half] < low[l] ? low[l + half] : low[l];
      high[l] = high[l + half] > high[l] ? high[l + half] : high[l];
    }
  ck_summary summary = {count[0] + (all_finite ? (double)whole : 0), 0, 0, low[0], high[0]};
  if (summary.count > 0) summary.mean = sum[0] / summary.count;
  for (size_t i = 0; i < whole; i += 16)
    LEVEL(square)(all_finite, x + i, summary.mean, squares);
  if (whole < n) LEVEL(square)(false, last, summary.mean, squares);
  unroll for (int v = 0; v < 16 / LANES; v++) *(vector *)(square + v * LANES) = squares[v];
  for (int half = 8; half > 0; half /= 2)
    for (int l = 0; l < half; l++) square[l] += square[l + half];
  summary.squares = square[0];
  return summary;
}

/* Nearly always all numbers are finite: only where their sum is not, they are looked at one by one. */
static ck_summary LEVEL(summary)(size_t n, const double *x) {
  const ck_summary summary = LEVEL(summary_of)(true, n, x);
  return summary.mean - summary.mean == 0 ? summary : LEVEL(summary_of)(false, n, x);
}

/* How many numbers are 0, and how many lie outside an interval. */
static ck_tally LEVEL(tally)(size_t n, const double *x, double low, double high) {
  integers zeros = {0}, outside = {0};
  size_t i = 0;
  for (; i + LANES <= n; i += LANES) {
    const vector value = *(const vector *)(x + i);
    zeros -= (integers)(value == 0);
    outside -= (integers)((value < low) | (value > high));
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
