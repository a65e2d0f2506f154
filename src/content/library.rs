//! What is looked up in a library.

use super::model::{LearningPath, Library, LibraryInfo, PathStep, Topic, fold};
use super::names::{Names, nearest};

impl Library {
    /// A library of these parts, which are put into the order of their slugs.
    pub fn new(info: LibraryInfo, mut topics: Vec<Topic>, mut paths: Vec<LearningPath>) -> Self {
        topics.sort_by(|a, b| a.slug.cmp(&b.slug));
        paths.sort_by(|a, b| a.slug.cmp(&b.slug));
        let names = Names::of(&topics);
        Self { info, topics, paths, plain: false, names }
    }

    /// The topic with this slug.
    pub fn topic(&self, slug: &str) -> Option<&Topic> {
        let index = self.topics.binary_search_by(|topic| topic.slug.as_str().cmp(slug)).ok()?;
        self.topics.get(index)
    }

    /// The topic with this slug, title or alias, in any case.
    pub fn resolve(&self, name: &str) -> Option<&Topic> {
        self.topics.get(self.names.name(name)?)
    }

    /// The topics whose names are nearest to a mistyped one, the nearest first.
    pub fn nearest(&self, name: &str, count: usize) -> Vec<&Topic> {
        let found = nearest(name, self.names.all(), count);
        found.into_iter().filter_map(|index| self.topics.get(index)).collect()
    }

    /// The path with this slug.
    pub fn path(&self, slug: &str) -> Option<&LearningPath> {
        self.paths.iter().find(|path| path.slug == slug)
    }

    /// The path with this slug or title, in any case.
    pub fn resolve_path(&self, name: &str) -> Option<&LearningPath> {
        let name = fold(name);
        let by_title = || self.paths.iter().find(|path| fold(&path.title) == name);
        self.path(&name).or_else(by_title)
    }

    /// The paths whose names are nearest to a mistyped one, the nearest first.
    pub fn nearest_paths(&self, name: &str, count: usize) -> Vec<&LearningPath> {
        let titles: Vec<String> = self.paths.iter().map(|path| fold(&path.title)).collect();
        let slugs = self.paths.iter().map(|path| path.slug.as_str()).enumerate();
        let named = titles.iter().map(String::as_str).enumerate().chain(slugs);
        let found = nearest(name, named.map(|(index, name)| (name, index)), count);
        found.into_iter().filter_map(|index| self.paths.get(index)).collect()
    }

    /// The path for someone new: the one that library.yaml names, else the first.
    pub fn default_path(&self) -> Option<&LearningPath> {
        let named = self.info.default_path.as_deref().and_then(|slug| self.path(slug));
        named.or_else(|| self.paths.first())
    }

    /// The paths in the order in which they are best walked: the default path, then those that
    /// assume no other path, then those that assume these; each kind by slug.
    pub fn paths_in_order(&self) -> Vec<&LearningPath> {
        let first = self.default_path().map(|path| path.slug.as_str());
        let mut paths: Vec<&LearningPath> = self.paths.iter().collect();
        paths.sort_by_key(|path| (Some(path.slug.as_str()) != first, self.paths_below(path)));
        paths
    }

    /// How many paths are assumed one after another, before this one.
    fn paths_below(&self, path: &LearningPath) -> usize {
        let mut seen = vec![path.slug.as_str()];
        let mut level = vec![path];
        let mut count = 0;
        loop {
            let names = level.iter().flat_map(|path| &path.assumes);
            let assumed: Vec<&LearningPath> = names.filter_map(|name| self.path(name)).collect();
            level =
                assumed.into_iter().filter(|path| !seen.contains(&path.slug.as_str())).collect();
            if level.is_empty() {
                return count;
            }
            seen.extend(level.iter().map(|path| path.slug.as_str()));
            count += 1;
        }
    }

    /// The paths that hold this topic.
    pub fn paths_with(&self, slug: &str) -> Vec<&LearningPath> {
        let holds = |path: &&LearningPath| path.position(slug).is_some();
        self.paths_in_order().into_iter().filter(holds).collect()
    }

    /// The topic of the home screen, if library.yaml names one.
    pub fn home(&self) -> Option<&Topic> {
        self.topic(self.info.home.as_deref()?)
    }
}

impl LearningPath {
    /// The slugs of its steps in order, optional ones too.
    pub fn topics(&self) -> impl Iterator<Item = &str> {
        self.steps.iter().filter_map(|step| match step {
            PathStep::Topic { topic, .. } => Some(topic.as_str()),
            PathStep::Section(_) => None,
        })
    }

    /// The same, each with whether it may be left out.
    pub fn steps_with_optional(&self) -> impl Iterator<Item = (&str, bool)> {
        self.steps.iter().filter_map(|step| match step {
            PathStep::Topic { topic, optional, .. } => Some((topic.as_str(), *optional)),
            PathStep::Section(_) => None,
        })
    }

    /// The number of a topic among its topics, from 0.
    pub fn position(&self, slug: &str) -> Option<usize> {
        self.topics().position(|topic| topic == slug)
    }

    /// Minutes of all steps that are not optional.
    pub fn minutes(&self, library: &Library) -> u32 {
        let required = self.steps_with_optional().filter(|(_, optional)| !optional);
        let minutes =
            required.filter_map(|(slug, _)| library.topic(slug)).map(|topic| topic.minutes);
        minutes.fold(0, u32::saturating_add)
    }
}

impl Topic {
    /// The label for graphs: the short name, else the title.
    pub fn label(&self) -> &str {
        self.short.as_deref().unwrap_or(&self.title)
    }
}
