## O gosto de um usuário, como imagem e como texto

style-picture = Imagem
style-text = Texto

taste-title = Gosto de { $user }
taste-subtitle =
    { $seen ->
        [one] 1 título visto
       *[other] { $seen } títulos vistos
    }, { $scored } avaliados
taste-subtitle-mean = { $subtitle }, média { NUMBER($mean, minimumFractionDigits: 2) }
taste-nothing = Nenhum título desta lista é conhecido aqui.
taste-standing = Acima de … % da comunidade
taste-standing-titles = Títulos vistos
taste-standing-mean = Nota média
taste-standing-spread = Variação das notas
taste-standing-dropped = Abandonados
taste-standing-mainstream = Títulos conhecidos
taste-genres = Gêneros, % dos títulos vistos
taste-mark = Linhas brancas: a comunidade
taste-community = comunidade: { $share } %
taste-scores = Notas dadas
taste-decades = Décadas, %
taste-generous = Generoso com
taste-harsh = Exigente com
taste-favourites = Favoritos que poucos conhecem
