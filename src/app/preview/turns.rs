//! One turn after the other: look at what changed, compile, put it up.

use std::time::Instant;

use super::Stage;
use crate::app::report::{self, Placed};
use crate::app::session::Session;
use crate::app::watch::Watcher;
use crate::base::Diagnostic;

/// Compiles the site as it is now and puts it up.
pub fn turn(session: &mut Session, stage: &Stage, looked: u64, started: Instant) {
    let mut findings = Vec::new();
    let compiled = session.compile().unpack(&mut findings);
    let is_good = !findings.iter().any(Diagnostic::is_error);
    let placed = report::place(&findings, session.root());
    let before = stage.scene();
    let is_news = *before.findings != placed;
    stage.put_up(compiled, placed, is_good);
    stage.set_looked(looked);
    let took = started.elapsed();
    if is_news {
        report::findings(&findings, session.root());
    }
    if !is_good {
        report::nothing_new(&findings);
    } else if before.turn > 0 {
        report::turned(took);
    }
}

/// Turns whenever something happened, until the process is ended.
pub fn follow(mut session: Session, mut watcher: Watcher, stage: &Stage) -> ! {
    let mut was_refused = false;
    loop {
        let look = watcher.wait();
        let started = Instant::now();
        match session.look(&look) {
            Ok(is_changed) => {
                if is_changed || was_refused {
                    turn(&mut session, stage, watcher.looked(), started);
                }
                was_refused = false;
            }
            Err(error) => {
                let error = anyhow::Error::new(error);
                report::refusal(&error);
                stage.put_up(None, vec![Placed::refusal(&error)], false);
                was_refused = true;
            }
        }
        stage.set_looked(watcher.looked());
    }
}
