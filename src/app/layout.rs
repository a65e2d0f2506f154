//! Sizes and rectangles in cells, and how a window is divided.

/// The size of the terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    /// Columns.
    pub width: usize,
    /// Rows.
    pub height: usize,
}

/// A rectangle of cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Rect {
    /// First column.
    pub x: usize,
    /// First row.
    pub y: usize,
    /// Columns.
    pub width: usize,
    /// Rows.
    pub height: usize,
}

/// The column of contents and reasons beside the page.
pub const ASIDE: usize = 34;
/// Between the page and that column.
pub const GAP: usize = 3;
/// From this width on there is one.
const WITH_ASIDE: usize = 110;
/// Lists are no wider than this.
const WIDEST_LIST: usize = 110;

impl Size {
    /// Below this the program says so and waits.
    pub const SMALLEST: Self = Self { width: 40, height: 12 };

    /// Whether the screens fit.
    pub fn is_enough(self) -> bool {
        self.width >= Self::SMALLEST.width && self.height >= Self::SMALLEST.height
    }
}

impl Rect {
    /// Whether a cell lies inside.
    pub fn contains(&self, x: usize, y: usize) -> bool {
        (self.x..self.x + self.width).contains(&x) && (self.y..self.y + self.height).contains(&y)
    }

    /// A rectangle of at most this size in the middle.
    #[must_use]
    pub fn centred(&self, width: usize, height: usize) -> Self {
        let width = width.min(self.width);
        let height = height.min(self.height);
        Self {
            x: self.x + (self.width - width) / 2,
            y: self.y + (self.height - height) / 2,
            width,
            height,
        }
    }
}

/// Whether there is room for rules above and below the body.
pub fn is_roomy(size: Size) -> bool {
    size.height >= 16
}

/// Rows above the body: the first line, and the rule under it.
pub fn head(size: Size) -> usize {
    1 + usize::from(is_roomy(size))
}

/// Rows below the body: the hints, a page's path bar, and the rule above them.
pub fn foot(size: Size, is_page: bool) -> usize {
    1 + usize::from(is_roomy(size)) + usize::from(is_page)
}

/// The body between them, over the whole width.
pub fn body(size: Size, is_page: bool) -> Rect {
    let y = head(size);
    Rect { x: 0, y, width: size.width, height: size.height.saturating_sub(y + foot(size, is_page)) }
}

/// The text column of a body, centred as far as that does not leave a wide window's left empty.
pub fn column(size: Size, width: usize, is_page: bool) -> Rect {
    let margin = margin(size);
    let x = margin.max(size.width.saturating_sub(width) / 2).min(margin + 30);
    Rect { x, width: width.min(size.width.saturating_sub(x)), ..body(size, is_page) }
}

/// Whether contents and reasons stand beside a page.
pub fn has_aside(size: Size) -> bool {
    size.width >= WITH_ASIDE
}

/// The width of the text column of a page.
pub fn page_width(size: Size) -> usize {
    let room = size.width.saturating_sub(2 * margin(size));
    let aside = if has_aside(size) { ASIDE + GAP } else { 0 };
    crate::page::MEASURE.min(room.saturating_sub(aside))
}

/// The width of a full-screen list.
pub fn list_width(size: Size) -> usize {
    size.width.saturating_sub(2 * margin(size)).min(WIDEST_LIST)
}

/// The width inside a popup.
pub fn popup_width(size: Size) -> usize {
    size.width.saturating_sub(8).clamp(20, 92)
}

/// The rows inside a popup that wants this many.
pub fn popup_rows(size: Size, wanted: usize) -> usize {
    wanted.clamp(3, size.height.saturating_sub(6).max(3))
}

fn margin(size: Size) -> usize {
    match size.width {
        0..60 => 1,
        60..100 => 2,
        _ => 3,
    }
}
