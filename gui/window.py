"""The main window: pages on the left, menus above, one project at a time."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QTranslator, Slot
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from assessor.api import InputError, set_language
from assessor.api import gettext as _
from gui import dialogs, theme
from gui.banner import SampleBanner
from gui.computing import Computing
from gui.criteria.page import CriteriaPage
from gui.evidence.page import EvidencePage
from gui.files import ProjectFiles, dropped_project
from gui.jobs import Jobs
from gui.main_menu import fill_menus
from gui.measuring.opening import OverFiles
from gui.menus import Menus, assessment_words
from gui.navigation import Navigation
from gui.overview.page import OverviewPage
from gui.session import Session
from gui.settings import Settings
from gui.start import StartPage
from gui.words import CatalogueTranslator


class MainWindow(QMainWindow):
    """Holds the session, the background jobs and the pages."""

    def __init__(self, settings: Settings, today: date) -> None:
        super().__init__()
        self.settings = settings
        self.session = Session(today, person=settings.person or None, parent=self)
        self.jobs = Jobs(self)
        self.computing = Computing(self.session, self.jobs, self)
        self.files = ProjectFiles(self.session, settings, self)
        self.over_files = OverFiles(self.session, self.jobs, self)
        self._translator: QTranslator | None = None
        self._pages: dict[str, QWidget] = {}
        self.menus = Menus(self, self.session)
        self.setAcceptDrops(True)
        self.setMinimumSize(980, 620)
        self.resize(1440, 900)
        self._lay_out()
        fill_menus(self)
        self._listen()
        self.set_language(settings.language)
        self._on_recent()
        self.restoreGeometry(settings.geometry)

    # what it is made of

    def _lay_out(self) -> None:
        self._navigation, self._stack = Navigation(), QStackedWidget()
        self._banner = SampleBanner(self.session)
        self.start = StartPage(self.settings.recent)
        self._stack.addWidget(self.start)
        centre = QWidget()
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self._banner)
        column.addWidget(self._stack, 1)
        line = QHBoxLayout(centre)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(self._navigation)
        line.addLayout(column, 1)
        self.setCentralWidget(centre)
        self._navigation.setVisible(False)

    def _listen(self) -> None:
        session = self.session
        session.project_opened.connect(self._on_opened)
        session.assessment_switched.connect(self._on_switched)
        session.refused.connect(self._on_refused)
        session.undo_stack.cleanChanged.connect(self._on_title)
        self.computing.failed.connect(self._on_failed)
        self.over_files.open_asked.connect(self.files.open)
        self.files.saved.connect(lambda: self.statusBar().showMessage(_("Saved."), 4000))
        self._navigation.page_chosen.connect(self.show_page)
        self.start.open_asked.connect(self.files.choose)
        self.start.new_asked.connect(self.files.new_from_template)
        self.start.recent_chosen.connect(self.files.open)

    # pages

    def page(self, name: str) -> QWidget:
        """A page, made when it is first asked for: charts load matplotlib only then."""
        if name not in self._pages:
            made = self._make_page(name)
            self._pages[name] = made
            self._stack.addWidget(made)
        return self._pages[name]

    def _make_page(self, name: str) -> QWidget:
        session = self.session
        if name == "criteria":
            return CriteriaPage(session)
        if name == "evidence":
            evidence = EvidencePage(session)
            evidence.row_asked.connect(self._on_row_asked)
            return evidence
        if name == "demand":
            from gui.demand.page import DemandPage

            return DemandPage(session, self.computing, self.jobs)
        if name == "plan":
            from gui.plan.page import PlanPage

            return PlanPage(session, self.computing)
        if name == "roadmap":
            from gui.roadmap.page import RoadmapPage

            return RoadmapPage(session, self.computing)
        made = OverviewPage(self.session, self.computing)
        made.rows_asked.connect(self._on_rows_asked)
        made.row_asked.connect(self._on_row_asked)
        made.plan_asked.connect(lambda: self.show_page("plan"))
        made.work_asked.connect(self._on_work_asked)
        return made

    @property
    def criteria(self) -> CriteriaPage:
        """The criteria page."""
        page = self.page("criteria")
        assert isinstance(page, CriteriaPage)
        return page

    @Slot(str)
    def show_page(self, name: str) -> None:
        """Put a page on the screen."""
        if self.session.project is not None:
            self._stack.setCurrentWidget(self.page(name))
            self._navigation.show_page(name)

    def _on_rows_asked(self, assessment: Path, which: str, within: str) -> None:
        self.session.show_assessment(assessment)
        self.show_page("criteria")
        self.criteria.show_filter(which, within or None)

    def _on_row_asked(self, assessment: Path, criterion: str) -> None:
        self.session.show_assessment(assessment)
        self.show_page("criteria")
        self.criteria.select(criterion)

    def _on_work_asked(self, name: str) -> None:
        self.show_page("roadmap")
        page: Any = self.page("roadmap")  # its class would load matplotlib
        page.select(name)

    def jump(self, tag: str) -> None:
        """Go to the next row of a kind."""
        if self.session.project is not None:
            self.show_page("criteria")
            if not self.criteria.go_to_next(tag):
                self.statusBar().showMessage(_("There is no such row."), 4000)

    # what the session tells

    def ask_person(self) -> None:
        """Ask whose name answers are signed with from now on."""
        given = dialogs.ask_person(self, self.settings.person)
        if given is not None:
            self.settings.person = given
            self.session.person = given or None

    @Slot()
    def _on_opened(self) -> None:
        self.settings.remember(_known_as(self.session.scenario.origin.path.resolve()))
        self._on_recent()
        self._navigation.setVisible(True)
        self._on_switched()
        self.show_page("overview")
        self.files.offer_recovery()
        self.computing.begin(computes=self.settings.computes_on_opening)

    @Slot()
    def _on_switched(self) -> None:
        self.menus.show_assessments(self.session.show_assessment, self.files.new_assessment)
        self._on_title()

    def _on_recent(self) -> None:
        recent = self.settings.recent
        self.menus.show_recent(recent, self.files.open)
        self.start.show_recent(recent)

    @Slot(object)
    def _on_refused(self, problems: object) -> None:
        assert isinstance(problems, list)
        dialogs.tell_problems(self, _("This cannot be used as it is."), problems)

    @Slot(object)
    def _on_failed(self, error: object) -> None:
        assert isinstance(error, Exception)
        if isinstance(error, InputError):
            self._on_refused(list(error.problems))
        else:
            dialogs.tell_failure(self, _("The study could not be computed."), error)

    @Slot()
    def _on_title(self) -> None:
        program = _("Cloud readiness assessor")
        assessed = self.session.assessed
        if self.session.project is None:
            self.setWindowTitle(program)
        else:
            about = "" if assessed is None else f" — {assessment_words(assessed.assessment)}"
            self.setWindowTitle(f"{self.files.title}{about}[*] — {program}")
        self.setWindowModified(self.session.is_modified)

    # language and colours

    def set_language(self, code: str) -> None:
        """Speak another language at once; the new translator makes Qt tell every view."""
        set_language(code)
        self.settings.language = code
        app = QApplication.instance()
        assert app is not None
        if self._translator is not None:
            app.removeTranslator(self._translator)
        self._translator = CatalogueTranslator(self)
        app.installTranslator(self._translator)
        self.retranslate()

    def set_mode(self, mode: str) -> None:
        """Light, dark, or as the system."""
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        self.settings.mode = next(known for known in theme.MODES if known == mode)
        theme.apply(app, self.settings.mode)
        # colours are also inside texts and charts: every view says itself again
        QApplication.sendEvent(self, QEvent(QEvent.Type.LanguageChange))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Say the window's own words again."""
        self.menus.retranslate()
        self.menus.show_assessments(self.session.show_assessment, self.files.new_assessment)
        self._on_title()

    # Qt's events

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_project(event) is not None or self.over_files.accepts(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = dropped_project(event)
        if path is not None:
            event.acceptProposedAction()
            self.files.open(path)
        elif self.over_files.accepts(event):
            event.acceptProposedAction()
            self.over_files.take(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.files.maybe_save():
            event.ignore()
            return
        self.files.recovery.forget()
        self.over_files.close_all()
        self.settings.geometry = self.saveGeometry()
        self.jobs.cancel_all()
        # the stack tells of its own end when the window is torn down; nobody is there to listen
        self.session.undo_stack.blockSignals(True)
        app = QApplication.instance()
        if app is not None and self._translator is not None:
            app.removeTranslator(self._translator)
            self._translator = None
        event.accept()


def _known_as(scenario: Path) -> Path:
    """A project by its folder; another scenario of that folder by its own file."""
    return scenario.parent if scenario.name == "scenario.yaml" else scenario
