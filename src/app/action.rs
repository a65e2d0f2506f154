//! Everything that a key can do, as plain values: a leaf that imports nothing of ours.

/// Something that the reader asks for. What it means depends on the screen that has the focus;
/// the keymap says where each one can be reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the keymap holds one line for each")]
pub enum Action {
    // Moving.
    Up,
    Down,
    Left,
    Right,
    PageUp,
    PageDown,
    HalfUp,
    HalfDown,
    Top,
    Bottom,
    NextPlace,
    PreviousPlace,
    Follow,
    Close,
    // Between pages.
    HistoryBack,
    HistoryForward,
    PreviousInPath,
    NextInPath,
    // On a page.
    Find,
    FindNext,
    FindPrevious,
    ToggleDone,
    Questions,
    Peek,
    Contents,
    // In a demo.
    OpenCell,
    CloseCell,
    NextStep,
    PreviousStep,
    Edit,
    Settings,
    BreakIt,
    Guess,
    Compare,
    Reset,
    CopyTable,
    CopyMarkdown,
    // Other screens.
    Finder,
    Map,
    Paths,
    Home,
    Problems,
    Help,
    // The program.
    CopyCommand,
    Mouse,
    Redraw,
    Suspend,
    Quit,
}
