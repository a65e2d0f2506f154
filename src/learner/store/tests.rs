use super::*;
use rusqlite::OpenFlags;
use std::fs::{self, Permissions};
use std::sync::Barrier;
use tempfile::TempDir;

fn done(slug: &str) -> Event {
    Event::Done { topic: slug.to_owned() }
}

fn folder() -> TempDir {
    tempfile::tempdir().unwrap()
}

/// A folder in memory where there is such a place: four hundred commits wait long for a busy disk.
fn fast_folder() -> TempDir {
    tempfile::tempdir_in("/dev/shm").unwrap_or_else(|_| folder())
}

/// A store that has to open without a notice.
#[track_caller]
fn open(file: &Path) -> Store {
    let (store, notice) = Store::open(Some(file.to_owned()));
    assert_eq!(notice, None);
    store
}

fn topics(store: &Store) -> Vec<String> {
    store.learner().done_topics().map(str::to_owned).collect()
}

/// A file with some events of ours.
fn with_events(file: &Path, count: u64) {
    let events = (0..count).map(|at| Record { at, event: done(&format!("topic-{at:05}")) });
    let text = export(&events.collect::<Vec<_>>()).join("\n");
    let imported = open(file).import(&text).unwrap();
    assert_eq!(imported, Imported { added: count as usize, skipped: 0 });
}

fn files(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

/// A file that cannot be used stays as it is, is spoken of once, and the store works without it.
#[track_caller]
fn check_left_alone(file: &Path, expected: &Trouble) {
    let before = fs::read(file).ok();
    let beside = files(file.parent().unwrap());
    let (mut store, notice) = Store::open_patient(file, Duration::from_millis(50));
    let read = store.records().len();
    let first = store.append(done("one"), 1_000_000).err();
    let notices: Vec<Notice> = notice.into_iter().chain(first).collect();
    assert_eq!(notices.iter().map(|notice| &notice.trouble).collect::<Vec<_>>(), [expected]);
    assert!(!store.is_saved());
    assert_eq!(store.append(done("two"), 1_000_001), Ok(()));
    assert_eq!(
        store.import("{\"at\":1000001,\"event\":\"done\",\"topic\":\"two\"}"),
        Ok(Imported { added: 0, skipped: 1 })
    );
    assert_eq!(store.refresh(), [(1_000_000, done("one")), (1_000_001, done("two"))]);
    assert_eq!(store.refresh(), []);
    assert_eq!(store.records().len(), read + 2);
    assert!(store.learner().is_done("one") && store.learner().is_done("two"));
    assert_eq!(store.reset(), Ok(()));
    assert!(store.records().is_empty() && !store.learner().is_done("one"));
    assert_eq!(fs::read(file).ok(), before);
    assert_eq!(files(file.parent().unwrap()), beside);
}

#[test]
fn the_file_and_its_folders_are_made_at_the_first_event() {
    let folder = folder();
    let file = folder.path().join("a/b/learner.sqlite");
    let mut store = open(&file);
    assert!(store.is_saved() && store.refresh().is_empty());
    assert_eq!(store.reset(), Ok(()));
    assert!(files(folder.path()).is_empty(), "opening writes nothing");
    store.append(done("vectors"), 5).unwrap();
    let again = open(&file);
    assert_eq!(again.records(), [Record { at: 5, event: done("vectors") }]);
    assert_eq!(files(file.parent().unwrap()), ["learner.sqlite"]);
}

#[test]
fn an_empty_file_is_a_new_one() {
    let folder = folder();
    let file = folder.path().join("learner.sqlite");
    fs::write(&file, "").unwrap();
    let mut store = open(&file);
    store.append(done("vectors"), 5).unwrap();
    assert_eq!(topics(&open(&file)), ["vectors"]);
}

#[test]
fn two_programs_lose_nothing_and_see_each_other() {
    const EVENTS: u64 = 200;
    let folder = fast_folder();
    let file = folder.path().join("learner.sqlite");
    let start = Barrier::new(2);
    std::thread::scope(|scope| {
        for name in ["left", "right"] {
            let (file, start) = (&file, &start);
            scope.spawn(move || {
                let mut store = open(file);
                start.wait();
                for at in 0..EVENTS {
                    store.append(done(&format!("{name}-{at}")), at).unwrap();
                }
            });
        }
    });
    let store = open(&file);
    assert_eq!(store.records().len(), 400);
    assert_eq!(topics(&store).len(), 400);
    assert!(store.records().is_sorted_by_key(|record| record.at));
}

#[test]
fn a_refresh_brings_what_came_in_also_a_reset() {
    let folder = folder();
    let file = folder.path().join("learner.sqlite");
    let (mut one, mut two) = (open(&file), open(&file));
    let mut learner = two.learner();
    let mut take = |store: &mut Store| {
        let news = store.refresh();
        for (at, event) in &news {
            learner.take(*at, event);
        }
        assert_eq!(learner, store.learner());
        news.len()
    };
    one.append(done("a"), 1).unwrap();
    assert_eq!((take(&mut two), take(&mut two)), (1, 0));
    two.append(done("b"), 2).unwrap();
    one.append(done("c"), 3).unwrap();
    assert_eq!(topics(&one), ["a", "b", "c"], "a write takes in what was there");
    assert_eq!(take(&mut two), 2);
    one.import("{\"at\":2,\"event\":\"undone\",\"topic\":\"c\"}").unwrap();
    assert_eq!(take(&mut two), 5, "something older came in: all is told again");
    one.reset().unwrap();
    one.append(done("d"), 4).unwrap();
    assert_eq!(take(&mut two), 2, "that all is forgotten, and the new one");
    assert_eq!((topics(&two), topics(&open(&file))), (vec!["d".to_owned()], vec!["d".to_owned()]));
    assert_eq!(open(&file).refresh(), [], "what was there at the beginning is no news");
    fs::remove_file(&file).unwrap();
    one.append(done("e"), 5).unwrap();
    assert_eq!(topics(&open(&file)), ["e"], "a file that was moved away is begun anew");
}

#[test]
fn an_event_counts_also_when_the_clock_went_back() {
    let folder = folder();
    let file = folder.path().join("learner.sqlite");
    let mut store = open(&file);
    store.append(done("a"), 100).unwrap();
    store.append(Event::Undone { topic: "a".to_owned() }, 50).unwrap();
    assert!(!store.learner().is_done("a") && !open(&file).learner().is_done("a"));
    // What is imported keeps its time.
    store.import("{\"at\":99,\"event\":\"done\",\"topic\":\"a\"}").unwrap();
    assert!(!store.learner().is_done("a") && !open(&file).learner().is_done("a"));
    assert_eq!(open(&file).records(), store.records());
}

#[test]
fn what_is_exported_can_be_imported_once() {
    let folder = folder();
    let file = folder.path().join("learner.sqlite");
    with_events(&file, 50);
    let text = open(&file).export().join("\n");
    assert_eq!(text.lines().count(), 50);
    let mut other = open(&folder.path().join("other.sqlite"));
    other.append(done("own"), 7).unwrap();
    assert_eq!(other.import(&text), Ok(Imported { added: 50, skipped: 0 }));
    assert_eq!(other.import(&text), Ok(Imported { added: 0, skipped: 50 }));
    assert_eq!(other.learner().done_topics().count(), 51);
    let Err(ImportError::Lines(bad)) = other.import(&(text + "\n{\"at\":1}\n")) else { panic!() };
    assert_eq!(bad[0].line, 51);
    assert_eq!(other.records().len(), 51);
}

#[test]
fn a_file_without_write_bits_is_read_and_left_alone() {
    let folder = folder();
    let file = folder.path().join("learner.sqlite");
    with_events(&file, 3);
    let mut permissions = fs::metadata(&file).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&file, permissions).unwrap();
    assert_eq!(
        Store::open(Some(file.clone())).0.records().len(),
        3,
        "what is there is still shown"
    );
    check_left_alone(&file, &Trouble::ReadOnly);
}

#[cfg(unix)]
#[test]
fn a_folder_without_write_bits_gets_no_file() {
    use std::os::unix::fs::PermissionsExt;
    let folder = folder();
    let closed = folder.path().join("closed");
    fs::create_dir(&closed).unwrap();
    with_events(&closed.join("old.sqlite"), 3);
    fs::set_permissions(&closed, Permissions::from_mode(0o555)).unwrap();
    let trouble = Trouble::FolderReadOnly(closed.clone());
    check_left_alone(&closed.join("new.sqlite"), &trouble);
    check_left_alone(&closed.join("old.sqlite"), &trouble);
    let (mut store, _) = Store::open(Some(closed.join("deep/er/new.sqlite")));
    assert_eq!(store.append(done("a"), 1).unwrap_err().trouble, trouble);
    fs::set_permissions(&closed, Permissions::from_mode(0o755)).unwrap();
}

#[test]
fn damage_is_noticed_and_left_alone() {
    let folder = folder();
    let whole = folder.path().join("whole.sqlite");
    with_events(&whole, 2000);
    let bytes = fs::read(&whole).unwrap();
    let check = |bytes: &[u8], trouble: &Trouble| {
        let file = folder.path().join("learner.sqlite");
        fs::write(&file, bytes).unwrap();
        check_left_alone(&file, trouble);
    };
    check(&bytes[..bytes.len() / 2], &Trouble::Damaged);
    for from in [100, 4096, 20_000, bytes.len() - 2000] {
        let mut broken = bytes.clone();
        broken[from..from + 2000].fill(0xa5);
        check(&broken, &Trouble::Damaged);
    }
    check(&bytes[..100], &Trouble::Damaged);
    for length in [1, 15, 16, 100, 5000] {
        check(&vec![b'x'; length], &Trouble::Foreign);
    }
}

#[test]
fn the_files_of_others_are_left_alone() {
    let folder = folder();
    let check = |sql: &str, trouble: &Trouble| {
        let file = folder.path().join("learner.sqlite");
        let _ = fs::remove_file(&file);
        Connection::open(&file).unwrap().execute_batch(sql).unwrap();
        check_left_alone(&file, trouble);
    };
    check("PRAGMA user_version = 2", &Trouble::Newer);
    check("CREATE TABLE events (id INTEGER); PRAGMA user_version = 2", &Trouble::Newer);
    check("CREATE TABLE notes (text TEXT)", &Trouble::Foreign);
    check("CREATE TABLE notes (text TEXT); PRAGMA user_version = 1", &Trouble::Foreign);
    check(
        "CREATE TABLE events (id INTEGER PRIMARY KEY, at INTEGER, event TEXT);
         INSERT INTO events VALUES (1, 5, 'nonsense'); PRAGMA user_version = 1",
        &Trouble::Damaged,
    );
    let place = folder.path().join("folder");
    fs::create_dir(&place).unwrap();
    check_left_alone(&place, &Trouble::NotAFile);
    assert_eq!(files(&place), Vec::<String>::new());
}

#[test]
fn a_lock_that_stays_is_not_waited_for_without_end() {
    let folder = folder();
    let file = folder.path().join("learner.sqlite");
    with_events(&file, 3);
    let other = Connection::open(&file).unwrap();
    for kind in ["IMMEDIATE", "EXCLUSIVE"] {
        other.execute_batch(&format!("BEGIN {kind}")).unwrap();
        check_left_alone(&file, &Trouble::Locked);
        other.execute_batch("ROLLBACK").unwrap();
    }
    assert_eq!(open(&file).records().len(), 3);
}

#[test]
fn a_write_that_was_cut_off_leaves_what_was_committed() {
    let folder = folder();
    let (file, copy) = (folder.path().join("learner.sqlite"), folder.path().join("copy.sqlite"));
    with_events(&file, 3);
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE;
    let other = Connection::open_with_flags(&file, flags).unwrap();
    // A tiny cache makes it write to the file before the commit, as a long transaction would.
    other
        .execute_batch(
            "PRAGMA cache_size = 1; BEGIN IMMEDIATE; UPDATE events SET event = event || ' '",
        )
        .unwrap();
    for _ in 0..200 {
        other.execute("INSERT INTO events (at, event) VALUES (9, ?1)", ["x".repeat(900)]).unwrap();
    }
    for suffix in ["", "-journal"] {
        let from = folder.path().join(format!("learner.sqlite{suffix}"));
        fs::copy(from, folder.path().join(format!("copy.sqlite{suffix}"))).unwrap();
    }
    assert!(fs::metadata(&copy).unwrap().len() > 100_000, "half of the write is in the file");
    let mut store = open(&copy);
    assert_eq!(store.records().len(), 3);
    store.append(done("next"), 10).unwrap();
    assert_eq!(open(&copy).records().len(), 4);
}

#[test]
fn a_notice_is_one_sentence_that_says_what_to_do() {
    let notice = Notice { file: "/tmp/\u{1b}[2J.db".into(), trouble: Trouble::Newer };
    assert_eq!(
        notice.to_string(),
        "Progress is not saved in /tmp/␛[2J.db: it is from a newer version of this program. The file is left as it is, and what you do is kept until you quit; use that version, or name another file with --state."
    );
}

#[test]
fn a_name_that_sqlite_would_read_otherwise_is_a_file() {
    let (store, _) = Store::open(Some(":memory:".into()));
    assert_eq!(store.file, std::env::current_dir().ok().map(|here| here.join(":memory:")));
}
