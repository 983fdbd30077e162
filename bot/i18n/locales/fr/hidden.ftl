## Titres qu’une personne masque

hidden-title =
    { $n ->
        [one] 1 titre masqué
       *[other] { $n } titres masqués
    }
hidden-none = Tu ne masques aucun titre. **Pas pour moi** et **Déjà vu**, dans le menu *En savoir plus…* sous les recommandations, masquent un titre pour toi partout.
hidden-never = 🙈 { $title }, depuis { $when }
hidden-seen = 👁️ { $title }, vu, depuis { $when }
hidden-show-again = Afficher à nouveau…
hidden-shown =
    { $n ->
        [0] Ce n’était pas masqué.
        [one] ↩️ 1 titre n’est plus masqué.
       *[other] ↩️ { $n } titres ne sont plus masqués.
    }
