//! One turn after the other: look at what changed, compile, put it up.

use std::time::Instant;

use super::Stage;
use crate::Compiled;
use crate::app::report;
use crate::app::session::Session;
use crate::app::watch::{IDLE, SOON, Watcher};
use crate::base::Diagnostic;

/// Compiles the site as it is now and puts it up.
pub fn turn(session: &mut Session, stage: &Stage, looked: u64, started: Instant) {
    let mut findings = Vec::new();
    let compiled = session.compile().unpack(&mut findings);
    let before = stage.scene();
    if let Some(site) = &compiled {
        // The templates are known to run only if the site before was good.
        let good = before.site.as_deref().filter(|_| before.is_good);
        findings.extend(try_templates(site, good));
    }
    let is_good = !findings.iter().any(Diagnostic::is_error);
    let placed = report::placed::place(&findings, session.root());
    let is_news = *before.findings != placed;
    stage.put_up(compiled, placed, is_good);
    stage.set_looked(looked);
    let took = started.elapsed();
    if is_news {
        report::findings(&findings, session.root());
    }
    if !is_good {
        report::nothing_new(&findings, before.is_good);
    } else if before.turn > 0 {
        report::turned(took);
    }
}

/// The findings of templates that fail while they run. After a template changed, one page of each
/// kind is made to find them; the others are made only when somebody asks for them.
fn try_templates(site: &Compiled, before: Option<&Compiled>) -> Vec<Diagnostic> {
    if before.is_some_and(|before| before.plan.shared_key() == site.plan.shared_key()) {
        return Vec::new();
    }
    let mut findings = site.mistakes();
    findings.dedup();
    findings
}

/// Takes a turn whenever something happened, until the process is ended.
pub fn follow(mut session: Session, mut watcher: Watcher, stage: &Stage) -> ! {
    loop {
        let look = watcher.wait(if session.refused().is_some() { SOON } else { IDLE });
        let started = Instant::now();
        if session.look(&look) {
            turn(&mut session, stage, watcher.looked(), started);
        }
        stage.set_looked(watcher.looked());
    }
}
