/* The matrix product for one level. Included by levels.h with LEVEL and LANES defined.

   C is computed in tiles of TILE_ROWS rows by TILE_VECTORS vectors of columns that stay in registers
   while p runs through the inner dimension. A tile needs, for each p, as many vectors of one row of B
   (a "panel" of columns) and one number of each row of A, which is multiplied with all lanes. */

/* As many as there are registers for. */
#if LANES == 8 || defined(__aarch64__)
#define TILE_ROWS 8
#define TILE_VECTORS 3
#elif HAS_FMA
#define TILE_ROWS 6
#define TILE_VECTORS 2
#else
#define TILE_ROWS 4
#define TILE_VECTORS 2
#endif

/* a·b + c, with one rounding if the processor can, else with two. */
inlined vector LEVEL(add_product)(
    vector a, vector b, vector c) {
#if HAS_FMA
  return __builtin_elementwise_fma(a, b, c);
#else
  return a * b + c;
#endif
}

/* Where a tile of C lies: entry (r, l) is values[r * row_stride + l * column_stride]; only the first
   `width` columns exist. */
typedef struct {
  double *values;
  ptrdiff_t row_stride, column_stride;
  size_t width;
} LEVEL(target);

/* One tile: `rows` and `vectors` are constants wherever this is inlined. The panel's row p begins at
   panel + p * panel_stride and holds `vectors` vectors. */
inlined void LEVEL(tile)(
    const size_t rows, const size_t vectors, size_t k, ck_matrix a, const double *panel,
    ptrdiff_t panel_stride, LEVEL(target) c, bool accumulate, ahead *next) {
  const size_t columns = vectors * LANES;
  const bool direct = c.column_stride == 1 && c.width == columns;
  double edge[TILE_ROWS * 4 * LANES];
  vector sums[TILE_ROWS][4];

  unroll for (size_t r = 0; r < rows; r++) unroll for (size_t v = 0; v < vectors; v++)
    sums[r][v] = (vector){0};
  if (accumulate) {
    if (direct) {
      unroll for (size_t r = 0; r < rows; r++) unroll for (size_t v = 0; v < vectors; v++)
        sums[r][v] = *(const vector *)(c.values + (ptrdiff_t)r * c.row_stride + v * LANES);
    } else {
      for (size_t r = 0; r < rows; r++)
        for (size_t l = 0; l < columns; l++)
          edge[r * columns + l] =
              l < c.width
                  ? c.values[(ptrdiff_t)r * c.row_stride + (ptrdiff_t)l * c.column_stride]
                  : 0;
      unroll for (size_t r = 0; r < rows; r++) unroll for (size_t v = 0; v < vectors; v++)
        sums[r][v] = *(const vector *)(edge + r * columns + v * LANES);
    }
  }

  for (size_t p = 0; p < k;) {
    fetch(&next->left);
    fetch(&next->right);
    for (const size_t end = k - p < 8 ? k : p + 8; p < end; p++) {
      const double *row = panel + (ptrdiff_t)p * panel_stride;
      const double *column = a.values + (ptrdiff_t)p * a.column_stride;
      vector b[4];
      unroll for (size_t v = 0; v < vectors; v++) b[v] = *(const vector *)(row + v * LANES);
      unroll for (size_t r = 0; r < rows; r++) {
        const vector x = LEVEL(splat)(column[(ptrdiff_t)r * a.row_stride]);
        unroll for (size_t v = 0; v < vectors; v++)
          sums[r][v] = LEVEL(add_product)(x, b[v], sums[r][v]);
      }
    }
  }

  if (direct) {
    unroll for (size_t r = 0; r < rows; r++) unroll for (size_t v = 0; v < vectors; v++)
      *(vector *)(c.values + (ptrdiff_t)r * c.row_stride + v * LANES) = sums[r][v];
  } else {
    unroll for (size_t r = 0; r < rows; r++) unroll for (size_t v = 0; v < vectors; v++)
      *(vector *)(edge + r * columns + v * LANES) = sums[r][v];
    for (size_t r = 0; r < rows; r++)
      for (size_t l = 0; l < c.width; l++)
        c.values[(ptrdiff_t)r * c.row_stride + (ptrdiff_t)l * c.column_stride] =
            edge[r * columns + l];
  }
}

/* All rows of one panel of columns. `packed` says that A was copied tile by tile. */
inlined void LEVEL(panel)(
    const size_t vectors, size_t m, size_t k, ck_matrix a, const double *packed,
    const double *panel, ptrdiff_t panel_stride, LEVEL(target) c, bool accumulate, ahead *next) {
  size_t i = 0;
  for (; i + TILE_ROWS <= m; i += TILE_ROWS) {
    ck_matrix rows = packed ? (ck_matrix){packed + i * k, 1, TILE_ROWS} : a;
    LEVEL(tile)(TILE_ROWS, vectors, k, rows, panel, panel_stride, c, accumulate, next);
    a.values += TILE_ROWS * a.row_stride;
    c.values += TILE_ROWS * c.row_stride;
  }
  /* The rows that are left, together: the more sums run side by side, the less each waits. */
  switch (m - i) {
#define LAST_ROWS(rows)                                                        \
  case rows:                                                                   \
    LEVEL(tile)(rows, vectors, k, a, panel, panel_stride, c, accumulate, next); \
    break;
    LAST_ROWS(1)
    LAST_ROWS(2)
    LAST_ROWS(3)
#if TILE_ROWS > 4
    LAST_ROWS(4)
    LAST_ROWS(5)
#endif
#if TILE_ROWS > 6
    LAST_ROWS(6)
    LAST_ROWS(7)
#endif
#undef LAST_ROWS
  }
}

/* Copies the whole tiles of A in the order in which `tile` reads them. */
static void LEVEL(pack_rows)(size_t m, size_t k, ck_matrix a, double *packed) {
  for (size_t i = 0; i + TILE_ROWS <= m; i += TILE_ROWS)
    for (size_t p = 0; p < k; p++)
      for (size_t r = 0; r < TILE_ROWS; r++)
        *packed++ = a.values[(ptrdiff_t)(i + r) * a.row_stride + (ptrdiff_t)p * a.column_stride];
}

/* Exchanges rows and columns of LANES × LANES numbers. */
inlined void LEVEL(transpose)(vector r[LANES]) {
#if LANES == 2
  const vector low = __builtin_shufflevector(r[0], r[1], 0, 2);
  r[1] = __builtin_shufflevector(r[0], r[1], 1, 3);
  r[0] = low;
#elif LANES == 4
  vector t[4];
  unroll for (int i = 0; i < 4; i += 2) {
    t[i] = __builtin_shufflevector(r[i], r[i + 1], 0, 4, 2, 6);
    t[i + 1] = __builtin_shufflevector(r[i], r[i + 1], 1, 5, 3, 7);
  }
  unroll for (int i = 0; i < 2; i++) {
    r[i] = __builtin_shufflevector(t[i], t[i + 2], 0, 1, 4, 5);
    r[i + 2] = __builtin_shufflevector(t[i], t[i + 2], 2, 3, 6, 7);
  }
#else
  vector t[8], u[8];
  unroll for (int i = 0; i < 8; i += 2) {
    t[i] = __builtin_shufflevector(r[i], r[i + 1], 0, 8, 2, 10, 4, 12, 6, 14);
    t[i + 1] = __builtin_shufflevector(r[i], r[i + 1], 1, 9, 3, 11, 5, 13, 7, 15);
  }
  /* u[4h + c] holds columns c and c + 4 of rows 4h to 4h + 3. */
  unroll for (int h = 0; h < 8; h += 4) unroll for (int c = 0; c < 2; c++) {
    u[h + c] = __builtin_shufflevector(t[h + c], t[h + c + 2], 0, 1, 8, 9, 4, 5, 12, 13);
    u[h + c + 2] = __builtin_shufflevector(t[h + c], t[h + c + 2], 2, 3, 10, 11, 6, 7, 14, 15);
  }
  unroll for (int c = 0; c < 4; c++) {
    r[c] = __builtin_shufflevector(u[c], u[c + 4], 0, 1, 2, 3, 8, 9, 10, 11);
    r[c + 4] = __builtin_shufflevector(u[c], u[c + 4], 4, 5, 6, 7, 12, 13, 14, 15);
  }
#endif
}

/* Copies `width` columns of B, filled up with zeros to `columns`, row after row. */
static void LEVEL(pack_columns)(
    size_t columns, size_t width, size_t k, ck_matrix b, double *packed) {
  if (width < columns)
    for (size_t at = 0; at < k * columns; at++) packed[at] = 0;
  if (b.column_stride == 1) {
    for (size_t p = 0; p < k; p++)
      for (size_t l = 0; l < width; l++)
        packed[p * columns + l] = b.values[(ptrdiff_t)p * b.row_stride + (ptrdiff_t)l];
  } else {
    size_t first = 0;
    if (b.row_stride == 1)
      for (; first + LANES <= width; first += LANES) {
        const double *column = b.values + (ptrdiff_t)first * b.column_stride;
        size_t p = 0;
        for (; p + LANES <= k; p += LANES) {
          vector block[LANES];
          unroll for (size_t l = 0; l < LANES; l++)
            block[l] = *(const vector *)(column + (ptrdiff_t)l * b.column_stride + (ptrdiff_t)p);
          LEVEL(transpose)(block);
          unroll for (size_t l = 0; l < LANES; l++)
            *(vector *)(packed + (p + l) * columns + first) = block[l];
        }
        for (; p < k; p++)
          for (size_t l = 0; l < LANES; l++)
            packed[p * columns + first + l] = column[(ptrdiff_t)l * b.column_stride + (ptrdiff_t)p];
      }
    for (size_t l = first; l < width; l++)
      for (size_t p = 0; p < k; p++)
        packed[p * columns + l] =
            b.values[(ptrdiff_t)p * b.row_stride + (ptrdiff_t)l * b.column_stride];
  }
}

/* Adds column p of some rows of A times row p of B to their sums. */
inlined void LEVEL(add_column)(
    const size_t n, vector column, ck_matrix b, size_t p, vector *sums) {
  const double *row = b.values + (ptrdiff_t)p * b.row_stride;
  unroll for (size_t j = 0; j < n; j++)
    sums[j] = LEVEL(add_product)(
        column, LEVEL(splat)(row[(ptrdiff_t)j * b.column_stride]), sums[j]);
}

/* Few columns: `groups` times LANES rows of A side by side, turned in registers, each entry in a lane
   of its own. `n` and `groups` are constants wherever this is inlined. Returns how many rows are
   done. */
inlined size_t LEVEL(narrow)(
    const size_t n, const size_t groups, size_t m, size_t k, ck_matrix a, ck_matrix b, double *c,
    ptrdiff_t c_row_stride, bool accumulate) {
  size_t i = 0;
  for (; i + groups * LANES <= m; i += groups * LANES) {
    const double *rows = a.values + (ptrdiff_t)i * a.row_stride;
    double *target = c + (ptrdiff_t)i * c_row_stride;
    vector sums[2][4];
    unroll for (size_t g = 0; g < groups; g++) unroll for (size_t j = 0; j < n; j++) {
      sums[g][j] = (vector){0};
      if (accumulate)
        unroll for (size_t l = 0; l < LANES; l++)
          sums[g][j][l] = target[(ptrdiff_t)(g * LANES + l) * c_row_stride + (ptrdiff_t)j];
    }
    size_t p = 0;
    for (; p + LANES <= k; p += LANES) unroll for (size_t g = 0; g < groups; g++) {
      const double *from = rows + (ptrdiff_t)(g * LANES) * a.row_stride + (ptrdiff_t)p;
      vector block[LANES];
      unroll for (size_t l = 0; l < LANES; l++)
        block[l] = *(const vector *)(from + (ptrdiff_t)l * a.row_stride);
      LEVEL(transpose)(block);
      unroll for (size_t q = 0; q < LANES; q++)
        LEVEL(add_column)(n, block[q], b, p + q, sums[g]);
    }
    for (; p < k; p++) unroll for (size_t g = 0; g < groups; g++) {
      vector column;
      unroll for (size_t l = 0; l < LANES; l++)
        column[l] = rows[(ptrdiff_t)(g * LANES + l) * a.row_stride + (ptrdiff_t)p];
      LEVEL(add_column)(n, column, b, p, sums[g]);
    }
    unroll for (size_t g = 0; g < groups; g++) unroll for (size_t j = 0; j < n; j++)
      unroll for (size_t l = 0; l < LANES; l++)
        target[(ptrdiff_t)(g * LANES + l) * c_row_stride + (ptrdiff_t)j] = sums[g][j][l];
  }
  return i;
}

/* The rows of a product with up to four columns that fill vectors. */
static size_t LEVEL(narrow_rows)(
    size_t n, size_t m, size_t k, ck_matrix a, ck_matrix b, double *c, ptrdiff_t c_row_stride,
    bool accumulate) {
  size_t done = 0;
  switch (n) {
#define COLUMNS(n)                                                                                 \
  case n:                                                                                          \
    done = LEVEL(narrow)(n, 2, m, k, a, b, c, c_row_stride, accumulate);                           \
    a.values += (ptrdiff_t)done * a.row_stride;                                                    \
    c += (ptrdiff_t)done * c_row_stride;                                                           \
    return done + LEVEL(narrow)(n, 1, m - done, k, a, b, c, c_row_stride, accumulate);
    COLUMNS(1)
    COLUMNS(2)
    COLUMNS(3)
    COLUMNS(4)
#undef COLUMNS
  }
  return 0;
}

static void LEVEL(product)(
    size_t m, size_t n, size_t k, ck_matrix a, ck_matrix b, double *c, ptrdiff_t c_row_stride,
    bool accumulate, double *workspace, ahead *next) {
  double packed_columns[ck_gemm_inner * 4 * LANES];

  if (n <= 4 && a.column_stride == 1 && k >= LANES && !workspace) {
    const size_t done = LEVEL(narrow_rows)(n, m, k, a, b, c, c_row_stride, accumulate);
    a.values += (ptrdiff_t)done * a.row_stride;
    c += (ptrdiff_t)done * c_row_stride;
    m -= done;
    if (m == 0) return;
  }
  LEVEL(target) target = {c, c_row_stride, 1, 0};

  /* Vectors run along the columns of C. Where C has few columns and many rows, the same entries are
     computed as Cᵀ = Bᵀ·Aᵀ; a copy of a panel costs about as much as three rows of work, an entry
     stored by itself as much as two products. */
  const size_t across = m * ((n + LANES - 1) / LANES) + (b.column_stride == 1 ? 0 : 3 * n);
  const size_t along = n * ((m + LANES - 1) / LANES) + (a.row_stride == 1 ? 0 : 3 * m) + 2 * m * n / k;
  if (along < across && !workspace) {
    const ck_matrix left = {b.values, b.column_stride, b.row_stride};
    b = (ck_matrix){a.values, a.column_stride, a.row_stride};
    a = left;
    target = (LEVEL(target)){c, 1, c_row_stride, 0};
    const size_t rows = m;
    m = n;
    n = rows;
  }
  if (workspace) LEVEL(pack_rows)(m, k, a, workspace);

  for (size_t j = 0; j < n;) {
    /* One or two rows: four vectors, so that there is enough to do side by side. */
    const size_t columns =
        m <= 2 && n - j > 2 * LANES ? 4 * LANES
        /* Four vectors are two and two rather than three and one. */
        : TILE_VECTORS > 2 && n - j >= 3 * LANES && n - j != 4 * LANES ? 3 * LANES
        : n - j > LANES ? 2 * LANES
        : LANES;
    const double *panel = b.values + (ptrdiff_t)j * b.column_stride;
    ptrdiff_t panel_stride = b.row_stride;
    target.width = n - j < columns ? n - j : columns;
    if (b.column_stride != 1 || target.width < columns || workspace) {
      const ck_matrix source = {panel, b.row_stride, b.column_stride};
      LEVEL(pack_columns)(columns, target.width, k, source, packed_columns);
      panel = packed_columns;
      panel_stride = (ptrdiff_t)columns;
    }
    if (columns == 4 * LANES && m == 1)
      LEVEL(tile)(1, 4, k, a, panel, panel_stride, target, accumulate, next);
    else if (columns == 4 * LANES)
      LEVEL(tile)(2, 4, k, a, panel, panel_stride, target, accumulate, next);
    else if (columns == LANES)
      LEVEL(panel)(1, m, k, a, workspace, panel, panel_stride, target, accumulate, next);
#if TILE_VECTORS > 2
    else if (columns == 3 * LANES)
      LEVEL(panel)(3, m, k, a, workspace, panel, panel_stride, target, accumulate, next);
#endif
    else
      LEVEL(panel)(2, m, k, a, workspace, panel, panel_stride, target, accumulate, next);
    j += columns;
    target.values += (ptrdiff_t)columns * target.column_stride;
  }
}

static void LEVEL(gemm)(
    size_t m, size_t n, size_t k, ck_matrix a, ck_matrix b, double *c, ptrdiff_t c_row_stride,
    bool accumulate, double *workspace) {
  ahead next = {after(m, k, a), after(k, n, b)};
  /* A row or two need a panel once only: their speed is that of the memory. */
  if (m <= 2) next = (ahead){{0, 0}, {0, 0}};
  /* Columns that fill less than half a vector are computed by themselves, as few columns are. */
  const size_t few = n % LANES;
  if (n > LANES && few > 0 && few <= LANES / 2 && m >= LANES && k >= LANES && !workspace) {
    n -= few;
    LEVEL(product)(m, n, k, a, b, c, c_row_stride, accumulate, workspace, &next);
    b.values += (ptrdiff_t)n * b.column_stride;
    c += n;
    n = few;
  }
  LEVEL(product)(m, n, k, a, b, c, c_row_stride, accumulate, workspace, &next);
}

#undef TILE_ROWS
#undef TILE_VECTORS
