//! Real lengths, by formula: N words, w to each side: N(2w + 1) − w(w + 1) pairs.

use super::source;
use crate::demo::DemoError;
use crate::make::{add, columns, div, given, map, mul, scale, sub};
use crate::math;
use crate::params::{Params, Value, bad, counted};
use crate::report::{Function, Kind, Step, Table};
use crate::steps::{at, at_most};

/// Length, window to each side, layers.
pub(super) const MODELS: &str = "4096 256 12; 131072 4096 32";
const NAMES: [&str; 2] = ["Longformer", "Mistral 7B"];

/// The table `long`: whole numbers above zero, the window below the length.
pub(super) fn models(params: &Params) -> Result<Table, DemoError> {
    let Some(Value::Matrix(values)) = params.value("long") else {
        let allowed = "rows of three numbers are expected".to_owned();
        return Err(bad("long", "\"identity\"".to_owned(), allowed));
    };
    if values.ncols() != 3 {
        let given = counted(values.ncols(), "column", "columns");
        return Err(bad("long", given, "3 columns are expected".to_owned()));
    }
    let whole = |number: &&f64| **number < 1.0 || number.fract() != 0.0;
    if let Some(number) = values.iter().find(whole) {
        let allowed = "a whole number above 0 is expected".to_owned();
        return Err(bad("long", number.to_string(), allowed));
    }
    for (index, row) in values.rows().into_iter().enumerate() {
        if let [length, window, _] = row.to_vec().as_slice()
            && window >= length
        {
            let name = format!("long, row {}", index + 1);
            let allowed = format!("a window below the length of {length} is expected");
            return Err(bad(&name, window.to_string(), allowed));
        }
    }
    let table = given("long", Kind::Count, values.clone(), source(params, "long"))
        .axes("model", "number of")
        .cols(&["words", "window", "layers"]);
    Ok(if params.is_given("long") { table } else { table.rows(&NAMES) })
}

/// Pairs and reach at real lengths.
pub(super) fn steps(models: Table) -> Vec<Step> {
    let column = |id: &str, at: usize| columns(id, &models, at, at + 1);
    let pairs = |table: Table| table.cols(&["pairs"]);
    let (length, window, layers) = (column("words", 0), column("window", 1), column("layers", 2));
    let all = pairs(map("all_long", &length, Function::Square));
    let reach = mul("reach_long", &layers, &window).cols(&["words"]);
    let one = mul("one_side", &length, &window).cols(&["words × window"]);
    let both = scale("both_sides", &one, 2.0).cols(&["both sides"]);
    let full = add("and_itself", &both, &length).cols(&["and itself"]);
    let corner = map("window_square", &window, Function::Square).cols(&["window²"]);
    let missing = add("missing_at_ends", &corner, &window).cols(&["missing"]);
    let band = pairs(sub("band_pairs", &full, &missing));
    let share = div("band_share", &band, &all).kind(Kind::Probability).cols(&["share"]);
    let with_own = pairs(add("band_and_own", &band, &length));
    let back = pairs(scale("back_pairs", &with_own, 0.5));
    let least = math::smallest(&share.values);
    let largest = math::largest(&share.values);
    let says = "Real models. Over all their layers, a word is reached from layers times window \
                away, though each layer sees only its window.";
    let formula = "reach = layers × window";
    let tables = vec![models, length, window, layers, all, reach];
    let first = Step::of("long", "long", says, formula, tables).look(at("reach_long", 0, 0));
    let says = "A band of so many words to each side, itself in the middle; at both ends some are \
                missing.";
    let formula = "band_pairs = N · (2 · window + 1) − window · (window + 1)";
    let tables = vec![one, both, full, corner, missing, band, share];
    let claim = "a window keeps fewer pairs than there are: largest share";
    let second = Step::of("band", "band", says, formula, tables)
        .look(at("band_share", 0, 0))
        .ask_number("What share of all pairs does the first model keep?", 0.1 * least)
        .claims([at_most(claim, largest, 1.0)]);
    let says = "Looking back only, a word sees itself and a window before it: half of the band, \
                with the diagonal kept.";
    let formula = "back_pairs = (band_pairs + N) / 2";
    let third = Step::of("back", "back", says, formula, vec![with_own, back]);
    vec![first, second, third]
}
