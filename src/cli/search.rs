//! `fingerpost search WORDS…`: titles, aliases and text.

use super::args::{Common, Format, Search};
use super::json::SCHEMA;
use super::output::Output;
use super::session::{Session, Stop};
use crate::find::{self, TextHit};
use crate::ink::{Line, Role, wrap_words};
use serde::Serialize;
use std::process::ExitCode;

#[derive(Serialize)]
struct HitsJson {
    schema: u32,
    hits: Vec<HitJson>,
}

#[derive(Serialize)]
struct HitJson {
    slug: String,
    title: String,
    score: u32,
    snippet: String,
}

pub fn run(args: &Search, common: &Common, output: &mut Output) -> Result<ExitCode, Stop> {
    let session = Session::load(common)?;
    session.warn(output);
    let words = args.words.join(" ");
    let hits = find::text(&session.world.library, &words, args.limit as usize);
    if args.format == Format::Json {
        let hits = hits.into_iter().map(|hit| {
            let TextHit { slug, title, score, snippet } = hit;
            HitJson { slug, title, score, snippet }
        });
        output.json(&HitsJson { schema: SCHEMA, hits: hits.collect() })?;
        return Ok(ExitCode::SUCCESS);
    }
    if hits.is_empty() {
        output.complain(&format!("nothing holds all of \"{words}\""));
    }
    let cells = output.width(None);
    for hit in hits {
        output
            .line(&Line::of(&hit.title, Role::Strong).with(format!("  {}", hit.slug), Role::Dim))?;
        for text in wrap_words(&hit.snippet, cells.saturating_sub(2)) {
            output.line(&Line::of(text, Role::Text).indented(2))?;
        }
    }
    Ok(ExitCode::SUCCESS)
}
