#include "CKernels.h"

#include <string.h>

#pragma STDC FP_CONTRACT OFF

/* Numbers whose slots are guessed together. */
enum { block = 64 };

/* The slot of a number, from a guess. */
static inline int settled(double x, int slot, ck_slots slots) {
  if (x != x) return (int)slots.bins + 4;
  while (x < slots.bounds[slot]) slot--;
  while (x >= slots.bounds[slot + 1]) slot++;
  return slot;
}

/* Slots whose bounds lie anywhere are found by halving. */
static void search(size_t n, const double *x, ck_slots slots, uint32_t *counts) {
  for (size_t i = 0; i < n; i++) {
    size_t low = 0, count = slots.bins + 4;
    while (count > 1) {
      const size_t half = count / 2;
      low += x[i] >= slots.bounds[low + half] ? half : 0;
      count -= half;
    }
    counts[x[i] != x[i] ? slots.bins + 4 : low]++;
  }
}

#define BODY "histogram_body.h"
#include "levels.h"

void ck_histogram(
    ck_level level, size_t n, const double *x, ck_slots slots, double scale, uint32_t *counts) {
  if (scale == 0) {
    search(n, x, slots, counts);
    return;
  }
  AT_LEVEL(level, histogram, n, x, slots, scale, counts)
}
