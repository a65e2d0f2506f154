//! The JSON that several commands share. Field order is part of the contract.

use crate::content::Topic;
use crate::world::World;
use serde::Serialize;

/// The number of this shape of JSON.
pub const SCHEMA: u32 = 1;

#[derive(Serialize)]
pub struct TopicJson<'a> {
    pub slug: &'a str,
    pub title: &'a str,
    pub aliases: &'a [String],
    pub definition: &'a str,
    pub domain: &'a str,
    pub subcategory: &'a str,
    pub level: u8,
    pub minutes: u32,
    pub requires: Vec<RequirementJson>,
    pub related: Vec<RelatedJson>,
    pub paths: Vec<&'a str>,
}

#[derive(Serialize)]
pub struct RequirementJson {
    pub to: String,
    pub why: String,
}

#[derive(Serialize)]
pub struct RelatedJson {
    pub to: String,
    pub kind: &'static str,
    pub why: String,
}

impl<'a> TopicJson<'a> {
    pub fn of(topic: &'a Topic, world: &'a World) -> Self {
        let World { library, graph, .. } = world;
        let requires = graph.requires(&topic.slug).into_iter();
        let related = graph.related(&topic.slug).into_iter();
        Self {
            slug: &topic.slug,
            title: &topic.title,
            aliases: &topic.aliases,
            definition: &topic.definition,
            domain: &topic.domain,
            subcategory: &topic.subcategory,
            level: topic.level,
            minutes: topic.minutes,
            requires: requires
                .map(|edge| RequirementJson { to: edge.slug, why: edge.why })
                .collect(),
            related: related
                .map(|edge| RelatedJson { kind: edge.kind.name(), to: edge.slug, why: edge.why })
                .collect(),
            paths: library.paths_with(&topic.slug).iter().map(|path| path.slug.as_str()).collect(),
        }
    }
}
