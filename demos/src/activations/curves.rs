//! The functions at many numbers, for their curves.

use crate::grid::around_zero;
use crate::make::{below, map, mul, reduce};
use crate::report::{Axis, Curve, Function, Kind, Picture, Reduction, Step, Stroke, Table};

/// Numbers on either side of zero.
const HALVES: usize = 16;

/// The step with the functions from the smallest to the largest size of `x`.
pub(super) fn curves(x: &Table) -> Step {
    let sizes = map("sizes", x, Function::Abs);
    let widest = reduce("widest", &sizes, Reduction::Max, Axis::Row);
    let (leading, across) = around_zero("across", &widest, HALVES);
    let across = across.rows(&["x"]).axes("function", "of");
    let of = |id: &str, function| map(id, &across, function).kind(Kind::Number);
    let sigmoid = of("sigmoid_curve", Function::Sigmoid).rows(&["sigmoid"]);
    let rows = [
        of("step_curve", Function::Step).rows(&["step"]),
        of("relu_curve", Function::Relu).rows(&["ReLU"]),
        sigmoid.clone(),
        of("tanh_curve", Function::Tanh).rows(&["tanh"]),
        of("gelu_curve", Function::Gelu).rows(&["GELU"]),
        mul("silu_curve", &across, &sigmoid).rows(&["SiLU"]),
    ];
    let all = below("curves", &rows.iter().collect::<Vec<_>>()).kind(Kind::Number);
    let look = all.cell(1, 2 * HALVES);
    let mut tables = vec![sizes, widest];
    tables.extend(leading);
    tables.push(across);
    tables.extend(rows);
    tables.push(all);
    let says = "The same functions at numbers evenly spaced, as far to either side of zero as x \
                reaches. Their shapes tell them apart: the corner of ReLU, the flat ends of sigmoid \
                and tanh, the dip of GELU and SiLU.";
    Step::of("curves", "curves", says, "curves = each function of across", tables)
        .look(look)
        .draw(picture(false))
}

/// The curves, with marks at the reader's numbers where these stand in the same step.
pub(super) fn picture(marks: bool) -> Picture {
    let mut curves = vec![Curve::rows("curves").over("across").stroke(Stroke::Line)];
    if marks {
        curves.push(Curve::rows("side_by_side").over("x").stroke(Stroke::Marks));
    }
    Picture::Curves { curves }
}
