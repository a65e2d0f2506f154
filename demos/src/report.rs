//! What a demo computes: steps with tables, each table with the rule that made it.

mod picture;

use ndarray::Array2;
use serde::Serialize;

pub use picture::{Curve, Picture, Stroke};

/// Everything that one run shows.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// The demo's name.
    pub demo: &'static str,
    /// The parameters as they would be typed, in order.
    pub params: Vec<(String, String)>,
    /// Where the given numbers come from.
    pub origin: Origin,
    /// Short facts that stand in the head of every screen: "every word sees all", "1 head".
    pub facts: Vec<String>,
    /// The lesson, in order.
    pub steps: Vec<Step>,
    /// Named numbers, each a reduction of named tables.
    pub metrics: Vec<(&'static str, f64)>,
    /// The sentence that must stand beside the picture, if there is one.
    pub caveat: Option<&'static str>,
}

/// Where the given numbers come from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Origin {
    /// Chosen by us so that the arithmetic can be followed.
    HandSet,
    /// Drawn from a generator with this seed.
    Random {
        /// The seed.
        seed: u64,
    },
    /// Trained; `file` names the weights.
    Trained {
        /// Steps of training, where they are known.
        #[serde(skip_serializing_if = "Option::is_none")]
        steps: Option<u64>,
        /// The file of weights.
        file: String,
    },
    /// Taken from what others have published, as a model's sizes; the demo's facts name it.
    Published,
    /// Put in by the reader.
    Given,
}

/// One step of the lesson.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// Unique in the report, `a-z0-9-`.
    pub id: &'static str,
    /// One or two words, for the line of tabs.
    pub title: &'static str,
    /// One to three sentences: what this step does.
    pub says: String,
    /// The formula in plain characters: "weights = softmax of each row of scaled".
    pub formula: &'static str,
    /// The tables, in order; may be empty for a step that shows words only.
    pub tables: Vec<Table>,
    /// How the tables may be drawn.
    pub pictures: Vec<Picture>,
    /// Claims with their measured values.
    pub checks: Vec<Check>,
    /// The cell worth looking at first.
    pub look: Option<CellRef>,
    /// What a reader may guess before the step is shown.
    pub guess: Option<Guess>,
}

/// A question that the tables of its step answer; nobody has to.
#[derive(Debug, Clone, PartialEq)]
pub struct Guess {
    /// The question.
    pub ask: String,
    /// Where the answer stands.
    pub answer: Answer,
}

/// Where the answer to a guess stands in the report.
#[derive(Debug, Clone, PartialEq)]
pub enum Answer {
    /// The number at a place; a guess within `tolerance` is right.
    Number {
        /// The place.
        cell: CellRef,
        /// How far off is still right.
        tolerance: f64,
    },
    /// The label of the column with the largest number of a row; of equals, any.
    LargestInRow {
        /// The table.
        table: String,
        /// The row.
        row: usize,
    },
    /// The label of the row with the largest number of a column; of equals, any.
    LargestInColumn {
        /// The table.
        table: String,
        /// The column.
        col: usize,
    },
}

/// A rectangular table of numbers with the rule that made it.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// Unique in the report: `scores`, `scores.head1`.
    pub id: String,
    /// What its numbers are.
    pub kind: Kind,
    /// What a row stands for, in words: "asks".
    pub row_axis: &'static str,
    /// What a column stands for, in words: "looks at".
    pub col_axis: &'static str,
    /// A label for each row.
    pub rows: Vec<String>,
    /// A label for each column.
    pub cols: Vec<String>,
    /// The numbers, rows × columns.
    pub values: Array2<f64>,
    /// How they were made.
    pub rule: Rule,
    /// Rows whose numbers are random stand-ins (a word outside the lexicon), by index.
    pub random_rows: Vec<usize>,
}

/// What the numbers of a table are; decides colour and digits, never meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the names are the field's own terms")]
pub enum Kind {
    Embedding,
    WeightMatrix,
    Query,
    Key,
    Value,
    Score,
    Weight,
    Probability,
    Count,
    Number,
}

/// The closed list of rules. `of` names the tables that a rule reads.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "op", rename_all = "snake_case")]
pub enum Rule {
    /// Not computed: put in.
    Given {
        /// By whom.
        from: Source,
    },
    /// Rows of a table, by index.
    Lookup {
        /// The table.
        of: [String; 1],
        /// The rows, from 0.
        index: Vec<usize>,
    },
    /// a·b.
    Matmul {
        /// a, b.
        of: [String; 2],
    },
    /// a·bᵀ.
    MatmulT {
        /// a, b.
        of: [String; 2],
    },
    /// aᵀ.
    Transpose {
        /// a.
        of: [String; 1],
    },
    /// a + b; same shape, or one row or one column spread.
    Add {
        /// a, b.
        of: [String; 2],
    },
    /// a − b.
    Sub {
        /// a, b.
        of: [String; 2],
    },
    /// a ⊙ b.
    Mul {
        /// a, b.
        of: [String; 2],
    },
    /// a ⊘ b.
    Div {
        /// a, b.
        of: [String; 2],
    },
    /// factor · a.
    Scale {
        /// a.
        of: [String; 1],
        /// The factor.
        factor: f64,
    },
    /// a where kept, −∞ elsewhere.
    Mask {
        /// a.
        of: [String; 1],
        /// What is kept, rows of booleans.
        keep: Vec<Vec<bool>>,
    },
    /// Softmax, the largest subtracted first; a line with nothing kept gives zeros.
    Softmax {
        /// a.
        of: [String; 1],
        /// Along which lines.
        axis: Axis,
    },
    /// Softmax as written in the books, with its overflow.
    SoftmaxNaive {
        /// a.
        of: [String; 1],
        /// Along which lines.
        axis: Axis,
    },
    /// A function of each number.
    Map {
        /// a.
        of: [String; 1],
        /// The function.
        r#fn: Function,
    },
    /// Running sum.
    Cumsum {
        /// a.
        of: [String; 1],
        /// Along which lines.
        axis: Axis,
    },
    /// Largest first.
    Sort {
        /// a.
        of: [String; 1],
        /// Along which lines.
        axis: Axis,
    },
    /// Layer or RMS normalization of each row, population variance.
    Normalize {
        /// a.
        of: [String; 1],
        /// layer or rms.
        kind: Norm,
        /// Added under the root.
        eps: f64,
    },
    /// Pairs (2i, 2i+1) of each row turned by position·base^(−2i/d).
    Rotate {
        /// a.
        of: [String; 1],
        /// The base.
        base: f64,
        /// The position of each row.
        positions: Vec<f64>,
    },
    /// Tables one after another; axis row puts them side by side.
    Concat {
        /// The tables.
        of: Vec<String>,
        /// row: side by side; column: one below the other.
        axis: Axis,
    },
    /// Rows `from..to`.
    Rows {
        /// a.
        of: [String; 1],
        /// First.
        from: usize,
        /// One past the last.
        to: usize,
    },
    /// Columns `from..to`.
    Columns {
        /// a.
        of: [String; 1],
        /// First.
        from: usize,
        /// One past the last.
        to: usize,
    },
    /// One number for each line.
    Reduce {
        /// a.
        of: [String; 1],
        /// The reduction.
        r#fn: Reduction,
        /// row: one number a row (a column of results); column: one a column (a row of results).
        axis: Axis,
    },
    /// Measured while training: repeatable, not recomputable.
    Observed {
        /// The seed.
        seed: u64,
        /// The step.
        step: u64,
    },
}

impl Rule {
    /// The tables that it reads, in order.
    pub fn of(&self) -> &[String] {
        match self {
            Self::Given { .. } | Self::Observed { .. } => &[],
            Self::Lookup { of, .. }
            | Self::Transpose { of }
            | Self::Scale { of, .. }
            | Self::Mask { of, .. }
            | Self::Softmax { of, .. }
            | Self::SoftmaxNaive { of, .. }
            | Self::Map { of, .. }
            | Self::Cumsum { of, .. }
            | Self::Sort { of, .. }
            | Self::Normalize { of, .. }
            | Self::Rotate { of, .. }
            | Self::Rows { of, .. }
            | Self::Columns { of, .. }
            | Self::Reduce { of, .. } => of,
            Self::Matmul { of }
            | Self::MatmulT { of }
            | Self::Add { of }
            | Self::Sub { of }
            | Self::Mul { of }
            | Self::Div { of } => of,
            Self::Concat { of, .. } => of,
        }
    }
}

/// Who put a given table in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Source {
    /// Counted or read from data.
    Data,
    /// The reader's parameter.
    Parameter,
    /// Chosen by us.
    HandSet,
    /// Drawn with a seed.
    Seeded {
        /// The seed.
        seed: u64,
    },
    /// From a file of trained weights.
    Trained {
        /// Its SHA-256, in hexadecimal.
        sha256: String,
    },
}

/// `Row` runs along each row (numpy axis 1), `Column` down each column (numpy axis 0).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "said above, for both at once")]
pub enum Axis {
    Row,
    Column,
}

/// A function of one number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names are the functions'; step is 1 where > 0")]
pub enum Function {
    Exp,
    Ln,
    Sqrt,
    Square,
    Abs,
    Neg,
    Reciprocal,
    Sin,
    Cos,
    Sign,
    Step,
    Relu,
    Gelu,
    GeluTanh,
    Tanh,
    Sigmoid,
    Elu1,
}

/// A reduction of a line of numbers to one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "variance of the population, entropy in nats, argmax the first")]
pub enum Reduction {
    Sum,
    Mean,
    Max,
    Min,
    Argmax,
    Variance,
    Norm,
    Entropy,
}

/// Layer or root-mean-square normalization.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "the names are the field's own terms")]
pub enum Norm {
    Layer,
    Rms,
}

/// A claim with its measured value beside it.
#[derive(Debug, Clone, PartialEq)]
pub struct Check {
    /// In words: "every row of weights sums to 1".
    pub claim: String,
    /// What was measured: the largest gap, an entropy.
    pub value: f64,
    /// What it is held against.
    pub bound: f64,
    /// How the value relates to the bound when the claim holds.
    pub relation: Relation,
    /// `false` when the reader broke something on purpose and the claim should fail.
    pub expected: bool,
}

/// How a measured value is held against its bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "value ≤ bound, value ≥ bound")]
pub enum Relation {
    AtMost,
    AtLeast,
}

impl Check {
    /// Whether the claim holds; NaN never does.
    pub fn holds(&self) -> bool {
        match self.relation {
            Relation::AtMost => self.value <= self.bound,
            Relation::AtLeast => self.value >= self.bound,
        }
    }
}

/// A place in a table, from 0.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct CellRef {
    /// The table's id.
    pub table: String,
    /// The row.
    pub row: usize,
    /// The column.
    pub col: usize,
}

impl Report {
    /// All tables, in order.
    pub fn tables(&self) -> impl Iterator<Item = &Table> {
        self.steps.iter().flat_map(|step| &step.tables)
    }

    /// The table with this id.
    pub fn table(&self, id: &str) -> Option<&Table> {
        self.tables().find(|table| table.id == id)
    }

    /// The number at a place.
    pub fn at(&self, cell: &CellRef) -> Option<f64> {
        self.table(&cell.table)?.values.get((cell.row, cell.col)).copied()
    }
}
