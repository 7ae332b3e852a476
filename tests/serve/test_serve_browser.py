"""`kg serve` in a real browser that reaches this machine alone."""

import socket
import threading
import time

import pytest
import uvicorn

from kg.serve import make_app


@pytest.fixture(scope="module")
def served(corpus_folder):
    """The address of the corpus, served as `kg serve` does."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = uvicorn.Server(uvicorn.Config(make_app(corpus_folder), log_level="critical"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        while not server.started:
            time.sleep(0.05)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/"
        server.should_exit = True
        thread.join()


@pytest.fixture(scope="module")
def browser(chromium):
    driver = chromium("MAP * ~NOTFOUND , EXCLUDE 127.0.0.1")
    yield driver
    driver.quit()


class Tab:
    """A page of the server, and what a user can do with it."""

    def __init__(self, browser, address):
        from selenium.webdriver.support.ui import WebDriverWait

        self.browser, self.wait = browser, WebDriverWait(browser, 30)
        browser.get_log("browser")
        browser.get(address)

    def one(self, css):
        return self.browser.find_element("css selector", css)

    def all(self, css):
        return self.browser.find_elements("css selector", css)

    def until(self, condition):
        return self.wait.until(lambda _: condition())

    def choose(self, question):
        self.until(lambda: self.one("#run").is_enabled())
        self.one(f"#questions option[value={question}]").click()
        self.until(lambda: "UNDEF" not in self.one("#sparql").get_property("value"))

    def run(self):
        self.one("#run").click()
        self.until(lambda: self.one("#state").text.endswith("rows"))
        return self.all("#answer tr")[1:]

    def errors(self):
        return [entry for entry in self.browser.get_log("browser") if entry["level"] in ("SEVERE", "WARNING")]


def test_the_page_opens_and_an_example_leads_to_its_sentence_in_the_article(browser, served):
    tab = Tab(browser, served)
    tab.until(lambda: browser.execute_script("return document.documentElement.dataset.ready === 'true'"))
    tab = Tab(browser, f"{served}query")
    tab.choose("organisation-events")
    assert tab.one("#given input[name=org]").get_property("value") != ""
    assert tab.run()
    link = tab.one('#answer a[href*="#article="]')
    sentence = link.text
    link.click()
    tab.until(lambda: tab.all("#panel .text mark.trigger"))
    shown = browser.execute_script(
        """const text = document.querySelector("#panel .text").cloneNode(true);
        text.querySelectorAll("rt").forEach((note) => note.remove());
        return text.textContent"""
    )
    assert sentence in shown
    assert tab.errors() == []


def test_what_is_no_event_leads_there_by_its_sentences(browser, served):
    tab = Tab(browser, f"{served}query")
    tab.choose("posts")
    box = tab.one("#given input[name=person]")
    box.clear()
    box.send_keys("何文斌\t")
    tab.until(lambda: "何文斌" in tab.one("#sparql").get_property("value"))
    rows = tab.run()
    assert rows and all("何文斌" in row.text and "副县长" in row.text for row in rows)
    tab.one("#answer a").click()
    tab.until(lambda: tab.all('#answer a[href*="@"]'))
    tab.one('#answer a[href*="@"]').click()
    tab.until(lambda: tab.all("#panel .text mark.trigger"))
    assert "何文斌" in tab.one("#panel .text").text
    assert tab.errors() == []


def test_a_wrong_query_and_a_wrong_value_say_what_is_wrong(browser, served):
    tab = Tab(browser, f"{served}query")
    tab.choose("review")
    tab.one("#given input[name=type]").send_keys("Nonsense\t")
    tab.until(lambda: "Nonsense" in tab.one("#state").text)
    tab.one("#sparql").clear()
    tab.one("#sparql").send_keys("SELECT * {{ SERVICE <http://127.0.0.1:1/> {{ ?s ?p ?o }} }}")
    tab.one("#run").click()
    tab.until(lambda: "query:" in tab.one("#state").text)


@pytest.mark.parametrize("name", ["organisation-events", "person-events", "place-events", "posts", "review", "rule",
                                  "amounts", "acting-together", "same-event", "candidates",
                                  "events-by-month", "unasserted"])  # fmt: skip
def test_every_question_has_an_answer_as_it_is_filled_in(browser, served, name):
    tab = Tab(browser, f"{served}query")
    tab.choose(name)
    rows = tab.run()
    assert rows
    assert tab.errors() == []
