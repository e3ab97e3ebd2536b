"""Why a score is what it is, and what if: pages that work without script and store nothing."""

import re

from tests.web.site import Site, express_form, words


def started(site: Site) -> str:
    visitor = site.company()
    path = visitor.start()
    page = f"{path}/sections/lead"
    visitor.post(page, {**visitor.section(page), "q.officer": "no", "q.food": "yes", "then": "next"})
    return path


def test_the_reckoning_ends_in_the_score_of_the_result_page(site: Site) -> None:
    path = started(site)
    visitor = site.visitor()
    visitor.sign_in("filler@demo.example")
    result = visitor.get(f"{path}/result").text
    assert f'href="{path}/why' in result
    total = re.search(r'class="total">.*?([\d.]+)<small>', result)
    assert total
    page = words(visitor.get(f"{path}/why").text)
    assert f"= {total[1]}" in page  # 1000 x 2 / 12
    assert "1000 × 2 ÷ 12 = 166.7" in page
    assert visitor.get(f"{path}/why?round=7").status_code == 404


def test_a_ticked_action_moves_score_and_level_and_stores_nothing(site: Site) -> None:
    path = started(site)
    visitor = site.visitor()
    visitor.sign_in("filler@demo.example")
    now = words(visitor.get(f"{path}/what-if").text)
    assert "总分 166.7 166.7" in now
    then = visitor.get(f"{path}/what-if?do=officer&do=nonsense&q.steps=2")
    assert "总分 166.7 500.0" in words(then.text)  # 2 + 3 + 2 x 0.5 of 12
    assert re.search(r'value="officer" checked', then.text)
    assert "总分 166.7 166.7" in words(visitor.get(f"{path}/what-if").text)


def test_a_fact_to_mend_reaches_the_grant(site: Site) -> None:
    visitor = site.company(1, "filler@demo.example", certificates_told="none")
    path = visitor.start()
    page = visitor.get(f"{path}/what-if").text
    assert "certificates:has:haccp" in page
    then = words(visitor.get(f"{path}/what-if?do=certificates:has:haccp").text)
    assert "接近符合 → 符合条件" in then


def test_a_wrong_value_is_named_and_a_budget_is_kept(site: Site) -> None:
    path = started(site)
    visitor = site.visitor()
    visitor.sign_in("filler@demo.example")
    wrong = visitor.get(f"{path}/what-if?q.share=many")
    assert wrong.status_code == 200
    assert 'href="#set-share"' in wrong.text
    assert re.search(
        r"到检验级：\d+ 件事，工作量 1 ", words(wrong.text)
    )  # the officer alone: 2 + 3 of 12, and every gate open
    assert re.search(r'value="5" selected', visitor.get(f"{path}/what-if?budget=5").text)
    assert visitor.get(f"{path}/what-if?budget=-1&do=").status_code == 200


def test_visitors_have_both_pages_too(site: Site) -> None:
    visitor = site.visitor()
    assert visitor.get("/express/why").status_code == 302
    assert visitor.get("/express/what-if").status_code == 302
    assert visitor.post("/express", express_form()).status_code == 302
    visitor.post("/express/questions/lead", {"q.officer": "yes"})
    assert "为什么是这个分" in visitor.get("/express/why").text
    assert "如果……会怎样" in visitor.get("/express/what-if?do=food").text
