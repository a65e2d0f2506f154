//! How a picture becomes words: it is cut into patches, and each patch is a row of numbers.

use super::models::{self, Model};
use crate::demo::DemoError;
use crate::make::{add, columns, div, given, lookup, map, mul};
use crate::params::{Params, bad, counted};
use crate::report::{Function, Kind, Step, Table};
use crate::shared::{numbers, source};
use crate::steps::{at, at_most};

/// The step, for a model that reads pictures; the parameter is checked for every model.
pub(super) fn step(
    params: &Params,
    model: &Model,
    sizes: &Table,
) -> Result<Option<Step>, DemoError> {
    let image = numbers(params, "image")?;
    if image.ncols() != 3 {
        let given = counted(image.ncols(), "number", "numbers");
        let allowed = "3 numbers are expected: side of the picture, side of a patch, colours";
        return Err(bad("image", given, allowed.to_owned()));
    }
    if let Some(other) = image.iter().find(|number| **number < 1.0 || number.fract() != 0.0) {
        let allowed = "a whole number above 0 is expected".to_owned();
        return Err(bad("image", other.to_string(), allowed));
    }
    let side = |col: usize| image.get((0, col)).copied().unwrap_or(1.0);
    if side(0) % side(1) != 0.0 {
        let allowed = format!("a patch is expected that divides the side of {}", side(0));
        return Err(bad("image", format!("a patch of {}", side(1)), allowed));
    }
    if !model.name.starts_with("vit") {
        return Ok(None);
    }
    let from = source(params, "image");
    let image = given("image", Kind::Count, image.clone(), from).rows(&["picture"]);
    let image = image.cols(&["side", "patch", "colours"]);
    let [whole, patch, colours] = [("side", 0), ("patch", 1), ("colours", 2)]
        .map(|(id, col)| columns(id, &image, col, col + 1));
    let along = div("along_a_side", &whole, &patch).cols(&["along"]);
    let patches = map("patches", &along, Function::Square).cols(&["patches"]);
    let class = lookup("class_token", sizes, &[models::EXTRA_ROWS]);
    let rows = add("rows_read", &patches, &class).cols(&["rows"]);
    let dots = map("dots", &patch, Function::Square).cols(&["dots"]);
    let numbers = mul("patch_numbers", &dots, &colours).cols(&["numbers"]);
    let gap = (rows.at(0, 0) - model.number(models::POSITIONS)).abs()
        + (numbers.at(0, 0) - model.number(models::VOCABULARY)).abs();
    let says = "A model that reads pictures cuts them into patches. Each patch is a word: the \
                numbers of its dots in one long row. One more row, the class token, takes in what \
                the whole picture shows.";
    let formula = "rows_read = (side / patch)² + class token";
    let tables = vec![image, whole, patch, colours, along, patches, class, rows, dots, numbers];
    let step = Step::of("patches", "patches", says, formula, tables).look(at("rows_read", 0, 0));
    let claim = "positions and numbers of a patch are those of the model: gap";
    Ok(Some(step.claims([at_most(claim, gap, 0.0).or_broken()])))
}
