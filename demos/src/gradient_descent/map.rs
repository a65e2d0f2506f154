//! The landscape around the walk: its heights at evenly spaced places, for the picture.

use crate::grid::around_zero;
use crate::make::{add, columns, map, mul, reduce, rows, scale, transpose};
use crate::report::{Axis, Curve, Function, Kind, Picture, Reduction, Step, Stroke, Table};
use crate::steps::at;

/// Places on either side of zero, across and up.
const ACROSS: usize = 16;
const UP: usize = 6;
/// The landscape reaches beyond the farthest point by this factor.
const BEYOND: f64 = 1.1;

/// The map of the walk; none where it never leaves 0.
pub(super) fn step(path: &Table, curvature: &Table) -> Option<Step> {
    let points = rows("points", path, 0, path.values.nrows());
    let sizes = map("path_sizes", path, Function::Abs);
    let farthest = reduce("farthest", &sizes, Reduction::Max, Axis::Column).rows(&["farthest"]);
    let reach = scale("reach", &farthest, BEYOND).rows(&["reach"]);
    let flat = |col: usize| reach.at(0, col) <= 0.0;
    let last = reach.values.ncols() - 1;
    if (0..=last).all(flat) {
        return None;
    }
    // A direction in which the walk never moves is as wide as the other one.
    let wide = |name: &str, col: usize| {
        let from = if flat(col) { last - col } else { col };
        columns(name, &reach, from, from + 1)
    };
    let mut tables = vec![points.clone(), sizes, farthest, reach.clone()];
    let reach_x = wide("reach_x", 0);
    let (leading, across) = around_zero("across", &reach_x, ACROSS);
    let across = across.axes("place", "x").rows(&["x"]);
    tables.push(reach_x);
    tables.extend(leading);
    tables.push(across.clone());
    let half_x = half("x", curvature, 0, &mut tables);
    let along_x = squared("x", &across, &half_x, &mut tables);
    Some(if last == 0 {
        let heights = squared("points", &points, &half_x, &mut tables);
        valley(&along_x, &heights, tables)
    } else {
        plane(&across, &along_x, wide("reach_y", 1), curvature, tables)
    })
}

/// With two directions: the heights of the ground, and the walk on it.
fn plane(
    across: &Table,
    along_x: &Table,
    reach_y: Table,
    curvature: &Table,
    mut tables: Vec<Table>,
) -> Step {
    let (leading, row) = around_zero("up_row", &reach_y, UP);
    let up = transpose("up", &row).axes("y", "place").cols(&["y"]);
    tables.push(reach_y);
    tables.extend(leading);
    tables.extend([row, up.clone()]);
    let half_y = half("y", curvature, 1, &mut tables);
    let along_y = squared("y", &up, &half_y, &mut tables);
    let sums = add("heights_straight", &along_y, along_x);
    let products = mul("products_xy", &up, across);
    let mixed_row = rows("mixed_row", curvature, 0, 1);
    let mixed = columns("mixed", &mixed_row, 1, 2);
    let both = mul("heights_mixed", &products, &mixed);
    let heights = add("heights", &sums, &both).axes("y", "x").kind(Kind::Number);
    let picture = Picture::Landscape {
        heights: heights.id.clone(),
        across: across.id.clone(),
        up: up.id,
        path: "points".to_owned(),
    };
    tables.extend([sums, products, mixed_row, mixed, both, heights]);
    let says = "The landscape from above, darker where it is higher, with the points of the walk in \
                order. Each move goes straight across the lines of equal height, down the slope.";
    named(says, tables).draw(picture)
}

/// Half the curvature along a direction.
fn half(name: &str, curvature: &Table, direction: usize, tables: &mut Vec<Table>) -> Table {
    let id = |what: &str| format!("{what}_{name}");
    let row = rows(&id("curvature_row"), curvature, direction, direction + 1);
    let own = columns(&id("curvature"), &row, direction, direction + 1);
    let half = scale(&id("half"), &own, 0.5);
    tables.extend([row, own, half.clone()]);
    half
}

/// The squares of places times half the curvature.
fn squared(name: &str, places: &Table, half: &Table, tables: &mut Vec<Table>) -> Table {
    let squares = map(&format!("squares_{name}"), places, Function::Square);
    let heights = mul(&format!("heights_{name}"), &squares, half).kind(Kind::Number);
    tables.extend([squares, heights.clone()]);
    heights
}

/// With one direction: the valley as a curve, and the points of the walk on it.
fn valley(ground: &Table, heights: &Table, tables: Vec<Table>) -> Step {
    let curves = vec![
        Curve::rows(&ground.id).over("across").stroke(Stroke::Line),
        Curve::columns(&heights.id).over("points"),
    ];
    let says = "The landscape as a curve, and the points of the walk on it, joined in order. A line \
                from side to side is a step that went too far.";
    named(says, tables).draw(Picture::Curves { curves })
}

fn named(says: &str, tables: Vec<Table>) -> Step {
    let formula = "heights = ½ · point · curvature · pointᵀ";
    Step::of("map", "map", says, formula, tables).look(at("points", 0, 0))
}
