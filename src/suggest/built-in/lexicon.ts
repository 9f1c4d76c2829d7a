import { foldWord } from '../text/words.ts';

function words(list: string): ReadonlySet<string> {
  return new Set(list.split(/\s+/).map(foldWord));
}

/**
 * Words that make a bad hashtag by themselves although they are no stop words: verbs of every announcement, adjectives
 * of every product, words of time and money, in English and Spanish.
 */
export const GENERIC_WORDS = words(`
  new fresh big small great good best better nice lovely beautiful amazing perfect special favourite favorite little long short free full
  open opens opening opened close closes closed closing launch launches launching arrive arrives arrived come comes coming came get gets
  got getting buy order orders book books booking visit join joins see find take takes make makes made making use using need needs want
  wants like likes love loves know tell ask asks say says go goes going start starts starting end ends stay keep give gives bring brings
  cost costs price prices sell sells selling sale off discount deal offer offers shipping ship code link bio comment share save follow
  post posts today tonight tomorrow yesterday week weeks weekend month months year years day days hour hours minute minutes morning
  afternoon evening night noon midnight monday tuesday wednesday thursday friday saturday sunday january february march april may june
  july august september october november december piece pieces thing things way lot bit time times people everyone anyone us one two
  three four five six seven eight nine ten twelve first last next each every only just even still also until till soon now back really
  very so much many more less most please thanks thank hello hi welcome available ready left limited sold something anything made per
  size sizes part parts side top place places person persons percent half including include includes doors door sharp
  cuando donde entre sobre desde como durante ante tras segun aunque mientras quien cual este esta estos estas ese esa esos esas aquel
  aquella ellos ellas nosotros vosotros ustedes usted ademas asi luego despues antes entonces siempre casi otra otro otras otros mismo
  misma tan tanto todo toda pues fue eran son somos estan estamos tiene tienen tenemos hay puede pueden podemos ser estar haber han hemos
  sido sus
  nunca jamas sin ni tampoco mensaje mensajes vuelve vuelven within plus via alert shipped mention walk pick version without not never nor none meet meets serve serves deep placed placing ship ships made shop store online overnight together ahead
  lleva llevan plaza plazas tiempo mano manos casa tienda enlinea antes duran dura pesan miden
  nuevo nueva nuevos nuevas gran grande grandes pequeno pequena bueno buena buenos buenas mejor mejores bonito bonita perfecto perfecta
  especial favorito favorita gratis lleno llena abre abren abrir abrimos abierto abierta cierra cierran cerrar cerramos cerrado llega
  llegan llegar llegamos ven venid venir vienen viene pide pedir pedid pidelo reserva reservas reservar compra comprar compras visita
  visitar descubre descubrir encuentra encontrar toma tomar haz hacer hace hacemos hecho hecha hechos hechas usa usar quiere quieres
  quiero gusta gustan sabe saber cuenta contar cuentanos dinos di decir va vamos ir empieza empiezan empezar acaba acaban termina
  quedan queda quedar trae traer cuesta cuestan costar precio precios vende vender vendemos rebaja rebajas descuento descuentos oferta
  ofertas envio envios codigo enlace comenta comentar comparte compartir guarda guardar sigue siguenos publicar publicacion hoy
  manana ayer noche semana semanas finde mes meses ano anos dia dias hora horas minuto minutos tarde mediodia medianoche lunes martes
  miercoles jueves viernes sabado domingo sabados domingos enero febrero marzo abril mayo junio julio agosto septiembre octubre
  noviembre diciembre pieza piezas cosa cosas manera vez veces gente todos todas nadie alguien uno una dos tres cuatro cinco seis siete
  ocho nueve diez doce primer primera primero ultimo ultima ultimos ultimas proximo proxima cada solo aun tambien hasta pronto ahora
  muy mucho mucha muchos muchas mas menos favor gracias hola bienvenidos bienvenido disponible disponibles listo lista listos listas
  limitado limitada agotado agotada algo nada tamano parte lado sitio lugar persona personas mitad incluye incluyen puertas punto
  coleccion colecciones collection collections list lista line linea serie series range gama edicion edition idea ideas receta recipe
  euro euros pound pounds dollar dollars eur gbp usd libra libras dolares nuestro nuestra nuestros nuestras vuestro vuestra
`);

/** Words that say something is news: a line with one makes people stop. */
export const NEWS_WORDS = words(`
  new launch launches launching opens opening arrives arrived restock restocked introducing announcing shipped released closed sale giveaway
  nuevo nueva nuevos nuevas estreno estrenamos llega abrimos cerramos vuelve vuelven presentamos rebajas sorteo
`);

/** A sentence that begins so leans on the one before it, and cannot be moved in front of it. */
export const LEANING =
  /^(?:they|it|it['’]s|its|this|that|these|those|he|she|his|her|their|them|also|but|and|so|or|then|because|which|both|each|all of them|there|here['’]s why|plus|as well|too|another|instead|otherwise|first(?=,| (?:we|i|you|the|it))|next(?=,| (?:we|i|you|the|it|comes))|finally|afterwards|primero|finalmente|por último|that['’]s|they['’]re|est[aeo]s?|es[aeo]s?|ell[oa]s|él|ella|también|tampoco|pero|y|o|así|además|porque|por eso|luego|después|ambos|ambas|cada un[ao]|otr[oa]s?|son|es|cuestan?|vienen|están?|incluyen?|tienen?|miden?|pesan?|duran?|hay|se)(?!\p{L})/iu;

/** A sentence that asks the reader to do something. */
export const ASKS_READER =
  /^[¡¿]?(?:(?:book|order|shop|message|comment|share|call|visit|save|ask|send|buy|reserva|compra|visita|pregunta|llama|guarda|manda|pide|comparte|comenta)(?=(?: (?:your|yours|an?|the|one|now|by|online|at|via|it|them|us|me|here|today|before|early|from|for|in|on|to|if|with|below|or|and|early|through|tu|tus|el|la|los|las|un|una|en|por|con|ya|aquí|al|hoy|antes|desde|si|a|este|esta)(?!\p{L})|[.!,]|$))|(?:come|join|reserve|sign up|grab|get yours|dm|tell us|let us know|tag|follow|download|drop by|pop in|find us|use (?:the )?code|click|tap|see you|don['’]?t miss|resérval\p{L}*|pídel\p{L}*|ven|venid|vente|visítanos|apúntate|inscríbete|escríbenos|envía|cuéntanos|dinos|etiqueta|síguenos|descarga|usa el código|no te l[oa]s? pierdas|te esperamos|os esperamos|haz tu (?:reserva|pedido))(?!\p{L}))/iu;

/** News at which no emoji smiles and nobody is asked to choose a favourite. */
export const SAD =
  /\b(?:sorry|sadly|unfortunately|passed away|funeral|condolences|apolog\p{L}+|closing down|cancel\p{L}*|closed|closing|cerramos|cerrad[oa]s?|lamentamos|lamentablemente|por desgracia|fallec\p{L}+|funeral|pésame|disculpas?|perdón|cancel\p{L}+|duelo)(?!\p{L})/iu;
