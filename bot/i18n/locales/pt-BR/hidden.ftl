## Títulos que uma pessoa oculta

hidden-title =
    { $n ->
        [one] 1 título oculto
       *[other] { $n } títulos ocultos
    }
hidden-none = Você não oculta nenhum título. **Não é para mim** e **Já vi**, no menu *Mais sobre…* abaixo das recomendações, ocultam um título para você em todo lugar.
hidden-never = 🙈 { $title }, desde { $when }
hidden-seen = 👁️ { $title }, visto, desde { $when }
hidden-show-again = Mostrar de novo…
hidden-shown =
    { $n ->
        [0] Isso não estava oculto.
        [one] ↩️ 1 título não está mais oculto.
       *[other] ↩️ { $n } títulos não estão mais ocultos.
    }
