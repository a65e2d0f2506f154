//! `fingerpost show TOPIC`: a page with its neighbourhood and its demos.

use super::args::{Common, PageFormat, Show};
use super::json::{SCHEMA, TopicJson};
use super::output::Output;
use super::session::{Session, Stop};
use crate::claim::{self, Proof, Unclear};
use crate::content::{Claim, DemoCall};
use crate::ink::Line;
use crate::page;
use crate::report::{self, FigureView, Number, TypedOut};
use crate::world::World;
use serde::Serialize;
use std::process::ExitCode;

pub fn run(args: &Show, common: &Common, output: &mut Output) -> Result<ExitCode, Stop> {
    let session = Session::load(common)?;
    let slug = session.topic(&args.topic.join(" "))?.slug.clone();
    session.warn(output);
    match args.format {
        PageFormat::Text => text(&session.world, &slug, args.width, output)?,
        PageFormat::Json => json(&session.world, &slug, output)?,
        PageFormat::Markdown => {
            let markdown = session.world.library.topic(&slug).map(|topic| topic.markdown.clone());
            output.text(&markdown.unwrap_or_default())?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// The page as text.
pub fn text(
    world: &World,
    slug: &str,
    width: Option<usize>,
    output: &mut Output,
) -> Result<(), Stop> {
    let Some(topic) = world.library.topic(slug) else { return Ok(()) };
    let measure = output.width(width).min(page::MEASURE);
    let blocks = topic.blocks(&world.library);
    let claims: Vec<Option<bool>> =
        topic.claims().iter().map(|claim| proved(claim).ok().map(|proof| proof.holds)).collect();
    let figure = |_: usize, call: &DemoCall, width: usize| figure(call, width);
    let laid = world.lay_out(slug, &blocks, &figure, &claims, (measure, usize::MAX));
    output.lines(&laid.drawn.lines)
}

fn figure(call: &DemoCall, width: usize) -> Vec<Line> {
    match report::run(&call.name, &call.set) {
        Ok(report) => {
            let step = call.step.as_deref().and_then(|name| report::step_named(&report, name));
            report::figure(&report, &FigureView { step, ..FigureView::default() }, width).lines
        }
        Err(fault) => report::figure_fault(&call.name, &fault, &[], width).lines,
    }
}

fn proved(claim: &Claim) -> Result<Proof, Unclear> {
    claim::prove(&mut |name, set| report::run(name, set), claim)
}

#[derive(Serialize)]
struct PageJson<'a> {
    schema: u32,
    topic: TopicJson<'a>,
    claims: Vec<ClaimJson<'a>>,
    markdown: &'a str,
}

#[derive(Serialize)]
struct ClaimJson<'a> {
    says: &'a str,
    demo: &'a str,
    set: TypedOut<'a>,
    expect: &'a str,
    holds: bool,
    left: Option<Number>,
    right: Option<Number>,
    /// Why it could not be evaluated.
    #[serde(skip_serializing_if = "Option::is_none")]
    unclear: Option<String>,
}

impl<'a> ClaimJson<'a> {
    fn of(claim: &'a Claim) -> Self {
        let proof = proved(claim);
        let side = |side: fn(&Proof) -> f64| proof.as_ref().ok().map(|proof| Number(side(proof)));
        Self {
            says: &claim.says,
            demo: &claim.demo,
            set: TypedOut(&claim.set),
            expect: &claim.expect,
            holds: proof.as_ref().is_ok_and(|proof| proof.holds),
            left: side(|proof| proof.left.value),
            right: side(|proof| proof.right.value),
            unclear: proof.as_ref().err().map(|error| error.message.clone()),
        }
    }
}

fn json(world: &World, slug: &str, output: &mut Output) -> Result<(), Stop> {
    let Some(topic) = world.library.topic(slug) else { return Ok(()) };
    let entry = TopicJson::of(topic, world);
    let claims = topic.claims().iter().map(ClaimJson::of).collect();
    output.json(&PageJson { schema: SCHEMA, topic: entry, claims, markdown: &topic.markdown })
}
