use super::super::fixture::{attention, picture};
use super::*;

#[test]
fn show() {
    let report = attention();
    for (step, width, height) in
        [(7, 118, 32), (8, 118, 32), (2, 118, 32), (7, 76, 20), (7, 40, 12), (6, 76, 20)]
    {
        let view = LessonView { step, ..LessonView::default() };
        let l = lesson(&report, &view, width, height);
        println!(
            "{}{}{}{}{}",
            picture(&l.head),
            "=".repeat(width) + "\n",
            picture(&l.body),
            "=".repeat(width) + "\n",
            picture(&l.foot)
        );
    }
    for w in [76, 36, 104] {
        println!(
            "{}",
            picture(&crate::report::figure(
                &report,
                crate::report::FigureView { step: None, hints: true },
                w
            ))
        );
        println!(
            "{}",
            picture(&crate::report::figure(
                &report,
                crate::report::FigureView { step: Some(2), hints: false },
                w
            ))
        );
    }
}
