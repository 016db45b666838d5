from decimal import Decimal

from promptrun_desktop.domain.model_info import (
    PICKS,
    ModelInfo,
    Price,
    built_in,
    from_id,
    picked,
)


def test_a_pick_takes_the_first_of_its_models_that_the_list_holds():
    second = PICKS[0].ids[1]
    models = [ModelInfo("x/y", "Y"), ModelInfo(second, "Second choice")]
    assert picked(models) == {"everyday": models[1]}


def test_the_built_in_list_offers_every_pick_with_unknown_prices():
    assert set(picked(built_in())) == {pick.key for pick in PICKS}
    assert all(model.price is None for model in built_in())


def test_a_typed_id_names_maker_and_model():
    model = from_id("anthropic/claude-3.5-haiku")
    assert (model.maker, model.name) == ("anthropic", "claude-3.5-haiku")
    assert from_id("local").name == "local"


def test_the_price_of_a_question_is_exact():
    price = Price(Decimal("0.0000008"), Decimal("0.000004"))
    assert price.of_question(1000, 1000) == Decimal("0.0048")
    assert not price.free
    assert Price(Decimal(0), Decimal(0)).free
